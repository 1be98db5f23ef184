"""Scores leave the wide table of leads for a narrow one of their own, where all are written anew in a few seconds."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"
MOVE = """
INSERT INTO leads_currentscore (lead_id, fit, engagement, cell, probability, captured_at, score_details)
SELECT id, fit, engagement, cell, probability, captured_at, score_details FROM leads_lead ORDER BY id
"""
MOVE_BACK = """
UPDATE leads_lead l SET fit = s.fit, engagement = s.engagement, cell = s.cell, probability = s.probability,
    score_details = s.score_details
FROM leads_currentscore s WHERE s.lead_id = l.id
"""
INDEXES = ("newest", "fit", "engagement", "unscored", "cell", "probability")
FIELDS = ("fit", "engagement", "cell", "probability", "score_details")


class Migration(migrations.Migration):
    dependencies = [("leads", "0014_campaigns_at_a_stand")]
    operations = [
        migrations.CreateModel(
            name="CurrentScore",
            fields=[
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="score",
                        serialize=False,
                        to="leads.lead",
                        verbose_name="lead",
                    ),
                ),
                ("fit", models.PositiveSmallIntegerField(default=0, verbose_name="fit")),
                ("engagement", models.PositiveSmallIntegerField(default=0, verbose_name="engagement")),
                ("cell", models.CharField(blank=True, max_length=2, verbose_name="cell")),
                ("probability", models.PositiveSmallIntegerField(default=0, verbose_name="probability")),
                ("captured_at", models.DateTimeField(verbose_name="captured at")),
                ("score_details", models.JSONField(blank=True, default=dict, verbose_name="score details")),
            ],
            options={
                "verbose_name": "current score of a lead",
                "verbose_name_plural": "current scores of leads",
                "ordering": ("lead",),
                "indexes": [
                    models.Index(fields=["-fit", "-lead"], name="leads_current_fit"),
                    models.Index(fields=["-engagement", "-lead"], name="leads_current_engagement"),
                    models.Index(fields=["cell", "-captured_at", "-lead"], name="leads_current_cell"),
                    models.Index(fields=["-probability", "-lead"], name="leads_current_probability"),
                ],
            },
        ),
        migrations.RunSQL(MOVE, MOVE_BACK),
        install(SQL / "currentscore.sql"),
        *(migrations.RemoveIndex("lead", f"leads_lead_{name}") for name in INDEXES),
        *(migrations.RemoveField("lead", name) for name in FIELDS),
        migrations.AddIndex("lead", models.Index(fields=["-captured_at", "-id", "campaign"], name="leads_lead_newest")),
    ]

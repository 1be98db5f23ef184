"""A row of scores knows whose its lead is, in each of its indexes; what the list of a rep or a team is
narrowed by stands in theirs."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"
COPY = """
UPDATE leads_currentscore s SET owner_id = l.owner_id, team_id = l.team_id
FROM leads_lead l WHERE l.id = s.lead_id AND (l.owner_id IS NOT NULL OR l.team_id IS NOT NULL)
"""
REACH = ["team", "owner"]
INDEXES = {
    "fit": ["-fit", "-captured_at", "-lead"],
    "engagement": ["-engagement", "-captured_at", "-lead"],
    "probability": ["-probability", "-captured_at", "-lead"],
    "cell": ["cell", "-captured_at", "-lead"],
    "newest": ["-captured_at", "-lead"],
}


def copied(to: str, name: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=to,
        verbose_name=name,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_browser_session"),
        ("leads", "0020_equal_scores_by_newest"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("currentscore", "owner", copied(settings.AUTH_USER_MODEL, "owner")),
        migrations.AddField("currentscore", "team", copied("accounts.team", "team")),
        *(migrations.RemoveIndex("currentscore", f"leads_current_{name}") for name in INDEXES),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        install(SQL / "currentscore_reach.sql"),
        *(
            migrations.AddIndex(
                "currentscore",
                models.Index(
                    fields=fields,
                    include=[*(["fit", "engagement", "cell", "probability"] if name == "newest" else []), *REACH],
                    name=f"leads_current_{name}",
                ),
            )
            for name, fields in INDEXES.items()
        ),
        migrations.RemoveIndex("lead", "leads_lead_owner"),
        migrations.AddIndex(
            "lead",
            models.Index(
                fields=["owner", "-captured_at", "-id"],
                include=["state", "team", "accepted_at", "campaign"],
                name="leads_lead_owner",
            ),
        ),
        migrations.RemoveIndex("lead", "leads_lead_team"),
        migrations.AddIndex(
            "lead",
            models.Index(
                fields=["team", "-captured_at", "-id"],
                include=["state", "owner", "accepted_at", "campaign"],
                name="leads_lead_team",
            ),
        ),
    ]

"""A row of scores knows whose its lead is, in each of its indexes; what the list of a rep or a team is
narrowed by stands in theirs."""

from pathlib import Path

from django.db import migrations, models

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"
COPY = """
UPDATE leads_currentscore s SET owner = l.owner_id, team = l.team_id
FROM leads_lead l WHERE l.id = s.lead_id AND (l.owner_id IS NOT NULL OR l.team_id IS NOT NULL)
"""
# nobody hands a lead over between the copy and the trigger that keeps it true
ALONE = "LOCK TABLE leads_lead, leads_currentscore IN ACCESS EXCLUSIVE MODE"
REACH = ["team", "owner"]
INDEXES = {
    "fit": ["-fit", "-captured_at", "-lead"],
    "engagement": ["-engagement", "-captured_at", "-lead"],
    "probability": ["-probability", "-captured_at", "-lead"],
    "cell": ["cell", "-captured_at", "-lead"],
    "newest": ["-captured_at", "-lead"],
}


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0020_equal_scores_by_newest"),
    ]
    operations = [
        migrations.RunSQL(ALONE, migrations.RunSQL.noop),
        migrations.AddField("currentscore", "owner", models.IntegerField(null=True, verbose_name="owner")),
        migrations.AddField("currentscore", "team", models.IntegerField(null=True, verbose_name="team")),
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

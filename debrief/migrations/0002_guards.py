"""The trigger that keeps verdicts, and the view the outside reads."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


def text(name):
    return (SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("debrief", "0001_initial"), ("core", "0001_roles")]
    operations = [
        migrations.RunSQL(text("verdict.sql"), text("verdict_reverse.sql")),
        migrations.RunSQL(text("contract.sql"), "DROP VIEW IF EXISTS contract.debriefs;"),
    ]

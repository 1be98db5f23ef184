"""contract.outbox: the one place outside readers look for work that waits; it spans every floor."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("core", "0003_guards"),
        ("crm", "0001_initial"),
        ("leads", "0002_guards"),
        ("debrief", "0002_guards"),
        ("incentives", "0002_guards"),
    ]
    operations = [install(SQL / "outbox.sql")]

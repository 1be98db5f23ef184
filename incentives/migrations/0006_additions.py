"""What a debrief earns, when something was added to it after filing."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("incentives", "0005_sums_of_a_month"),
        ("debrief", "0013_findings_in_full"),
    ]
    operations = [install(SQL / "earns_added.sql")]

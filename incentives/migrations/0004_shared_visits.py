"""What a debrief earns, when a discovery is also told by somebody who was on its visit."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("incentives", "0003_bounties"),
        ("debrief", "0010_colleagues_on_visits"),
    ]
    operations = [install(SQL / "earns_shared.sql")]

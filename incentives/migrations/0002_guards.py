"""The guards of ledger, periods, snapshots and plans, and the views of the contract."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"
FILES = ("ledger_guard", "period_guard", "snapshot_guard", "plan_guard", "earns", "contract")


class Migration(migrations.Migration):
    dependencies = [
        ("incentives", "0001_initial"),
        ("core", "0003_guards"),
        ("debrief", "0002_guards"),
        ("leads", "0001_initial"),
    ]
    operations = [install(SQL / f"{name}.sql") for name in FILES]

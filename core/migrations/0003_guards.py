"""Append-only tables, the guard of closed months, and the views of the contract."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"
FILES = ("append_only", "auditentry", "jobattempt", "closedmonth", "contract")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [install(SQL / f"{name}.sql") for name in FILES]

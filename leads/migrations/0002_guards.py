"""Guards in the database: costs and histories are only added to, closed months stay shut."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"
FILES = ("campaigncost", "leadtransition", "campaignroisnapshot")


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial"), ("core", "0003_guards")]
    operations = [install(SQL / f"{name}.sql") for name in FILES]

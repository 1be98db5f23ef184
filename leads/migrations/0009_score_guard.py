"""The history of scores is only added to."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("leads", "0008_scoring"), ("core", "0008_import_in_steps")]
    operations = [install(SQL / "leadscore.sql")]

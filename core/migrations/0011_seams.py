"""Where two words meet: an index of these finds a name in full at once."""

from pathlib import Path

from django.db import migrations

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("core", "0010_import_being_read")]
    operations = [install(SQL / "seams.sql")]

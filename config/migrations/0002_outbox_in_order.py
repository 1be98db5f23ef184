"""contract.outbox asks the plans only for verdicts without a line."""

from pathlib import Path

from django.db import migrations

from core.guards import replace

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("config", "0001_contract_outbox")]
    operations = [replace(SQL / "outbox.sql")]

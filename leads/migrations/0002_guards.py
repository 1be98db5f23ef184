"""Guards in the database: costs and histories are only added to, closed months stay shut."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
FORGET = """
DROP TRIGGER IF EXISTS {table}_guard ON {table};
DROP TRIGGER IF EXISTS {table}_keep ON {table};
DROP FUNCTION IF EXISTS {table}_guard();
GRANT UPDATE, DELETE ON {table} TO app_rw;
"""


def guard(file: str, table: str) -> migrations.RunSQL:
    return migrations.RunSQL((SQL / file).read_text(encoding="utf-8"), FORGET.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial"), ("core", "0003_guards")]
    operations = [
        guard("campaigncost.sql", "leads_campaigncost"),
        guard("leadtransition.sql", "leads_leadtransition"),
        guard("roisnapshot.sql", "leads_campaignroisnapshot"),
    ]

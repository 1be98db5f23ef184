"""Bounties: a component of their own, and a source of their own in the contract's ledger."""

from pathlib import Path

from django.db import migrations, models

from core.guards import install

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("incentives", "0002_guards")]
    operations = [
        migrations.AlterField(
            model_name="component",
            name="rule",
            field=models.CharField(
                choices=[
                    ("finding", "Finding accepted"),
                    ("bounty", "Question answered, at most"),
                    ("handoff", "Handoff decided"),
                    ("lead_won", "Lead won"),
                    ("review", "Review in time"),
                    ("roi", "Return of own campaigns"),
                ],
                max_length=10,
                verbose_name="rule",
            ),
        ),
        install(SQL / "bounty_source.sql"),
    ]

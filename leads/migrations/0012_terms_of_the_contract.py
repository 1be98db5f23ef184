"""The periods of the contract, as dated versions that are only added to."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.guards import install


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0011_indexes_that_scoring_writes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContractTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="version")),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "note",
                    models.CharField(
                        help_text="Read by both sides: where it was agreed, and for what.",
                        max_length=300,
                        verbose_name="why",
                    ),
                ),
                (
                    "contact_hours",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="Counted from the moment sales accepts the lead.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(80),
                        ],
                        verbose_name="first contact, in working hours",
                    ),
                ),
                (
                    "answer_hours",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="What marketing has to answer; the clock of sales waits meanwhile.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(80),
                        ],
                        verbose_name="answer to a question, in working hours",
                    ),
                ),
                (
                    "reminder_percent",
                    models.PositiveSmallIntegerField(
                        default=75,
                        help_text="75: after twelve hours of sixteen.",
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(95),
                        ],
                        verbose_name="reminder, in percent of the time to decide",
                    ),
                ),
                (
                    "grace_hours",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="Then the lead goes to the next person. 0: at once.",
                        validators=[django.core.validators.MaxValueValidator(80)],
                        verbose_name="grace after the deadline, in working hours",
                    ),
                ),
                (
                    "recycle_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="Proposed; another day may be chosen for one lead.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="rest of a refused or recycled lead, in days",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "terms of the contract",
                "verbose_name_plural": "terms of the contract",
                "ordering": ("-since", "-number"),
                "permissions": [("manage_terms", "Can set the periods of the contract")],
            },
        ),
        install(Path(__file__).resolve().parent.parent / "sql" / "contractterms.sql"),
    ]

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("debrief", "0004_integration_contact_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="verdict",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("already_known", "Already known"),
                    ("too_vague", "Too vague"),
                    ("not_verifiable", "Not verifiable"),
                    ("not_professional", "Not professional"),
                    ("out_of_scope", "Out of scope"),
                    ("excessive", "Excessive"),
                    ("wrong_company", "Wrong company"),
                    ("contradicted", "Another source stands"),
                ],
                max_length=16,
                verbose_name="reason",
            ),
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("reason", models.TextField(max_length=500, verbose_name="what you contest")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for a third person"),
                            ("upheld", "Decision upheld"),
                            ("overturned", "Decision overturned"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Decision taken back meanwhile"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=500, verbose_name="answer")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_appeals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "new_verdict",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decides_appeal",
                        to="debrief.verdict",
                        verbose_name="new decision",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeal", to="debrief.verdict"
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ("-opened_at", "-pk"),
                "permissions": (
                    ("open_appeal", "Can appeal against a decision"),
                    ("decide_appeal", "Can decide an appeal"),
                ),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_at"], name="debrief_appeal_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("upheld", "overturned")), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="debrief_appeal_decided_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "overturned"), _negated=True),
                            ("new_verdict__isnull", False),
                            _connector="OR",
                        ),
                        name="debrief_appeal_overturned_has_verdict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "second_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("5"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="share of verdicts that get a second opinion, in percent",
                    ),
                ),
                (
                    "second_hours",
                    models.PositiveSmallIntegerField(
                        default=40,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="working hours to give a second opinion",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days to appeal against a decision",
                    ),
                ),
                (
                    "appeal_hours",
                    models.PositiveSmallIntegerField(
                        default=16,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="working hours to decide an appeal",
                    ),
                ),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of the review",
                "verbose_name_plural": "rules of the review",
                "ordering": ("-set_at", "-pk"),
                "permissions": (
                    ("manage_review_rules", "Can set how reviews are checked"),
                    ("view_fairness", "Can read how reviewers judge"),
                ),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("second_percent__gte", 0), ("second_percent__lte", 100)),
                        name="debrief_reviewrules_percent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drawn_at", models.DateTimeField(verbose_name="drawn at")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("amended", "Amended"),
                            ("duplicate", "Duplicate"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=9,
                        verbose_name="decision",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("already_known", "Already known"),
                            ("too_vague", "Too vague"),
                            ("not_verifiable", "Not verifiable"),
                            ("not_professional", "Not professional"),
                            ("out_of_scope", "Out of scope"),
                            ("excessive", "Excessive"),
                            ("wrong_company", "Wrong company"),
                            ("contradicted", "Another source stands"),
                        ],
                        max_length=16,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="second_review", to="debrief.verdict"
                    ),
                ),
            ],
            options={
                "verbose_name": "second opinion",
                "verbose_name_plural": "second opinions",
                "ordering": ("due_at", "pk"),
                "permissions": (("give_second_opinion", "Can give a second opinion"),),
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)), fields=["due_at"], name="debrief_secondreview_waiting"
                    ),
                    models.Index(fields=["decided_at"], name="debrief_secondreview_given"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", ""), ("reviewer", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("reviewer__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="debrief_secondreview_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "rejected"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="debrief_secondreview_rejected_has_reason",
                    ),
                ],
            },
        ),
    ]

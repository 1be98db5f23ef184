"""Public forms, their consent texts (only added to), their answers, and how often a visitor sends one."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import leads.models.form
from core.guards import install


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0004_handoff_contract"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormCalls",
            fields=[
                ("visitor", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="visitor")),
                ("window", models.BigIntegerField(verbose_name="window")),
                ("count", models.PositiveIntegerField(verbose_name="calls")),
            ],
            options={
                "verbose_name": "calls of a form",
                "verbose_name_plural": "calls of forms",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaptureForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("name", models.CharField(help_text="Only you see it.", max_length=120, verbose_name="name")),
                (
                    "key",
                    models.CharField(
                        default=leads.models.form.new_key,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("live", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("fields", models.JSONField(default=list, verbose_name="fields")),
                ("title_fr", models.CharField(max_length=120, verbose_name="title in French")),
                ("title_en", models.CharField(max_length=120, verbose_name="title in English")),
                ("intro_fr", models.TextField(blank=True, max_length=600, verbose_name="introduction in French")),
                ("intro_en", models.TextField(blank=True, max_length=600, verbose_name="introduction in English")),
                ("thanks_fr", models.CharField(max_length=300, verbose_name="thanks in French")),
                ("thanks_en", models.CharField(max_length=300, verbose_name="thanks in English")),
                ("redirect_url", models.URLField(blank=True, max_length=300, verbose_name="page shown afterwards")),
                ("domains", models.JSONField(blank=True, default=list, verbose_name="web sites that may show it")),
                ("consent_required", models.BooleanField(default=False, verbose_name="the consent is required")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forms",
                        to="leads.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
            ],
            options={
                "verbose_name": "form",
                "verbose_name_plural": "forms",
                "ordering": ("-created_at", "-pk"),
                "permissions": [
                    ("manage_form", "Can build public forms"),
                    ("capture_at_stand", "Can note people at a stand"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text_fr", models.TextField(max_length=1000, verbose_name="consent in French")),
                ("text_en", models.TextField(max_length=1000, verbose_name="consent in English")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="leads.captureform",
                        verbose_name="form",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent text",
                "verbose_name_plural": "consent texts",
                "ordering": ("form", "-version"),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FormSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(max_length=40, verbose_name="page shown")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("created", "New lead"),
                            ("again", "Came back"),
                            ("objected", "Had objected"),
                            ("excess", "Said too much"),
                            ("robot", "Robot"),
                        ],
                        max_length=10,
                        verbose_name="fate",
                    ),
                ),
                ("agreed", models.BooleanField(default=False, verbose_name="agreed")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("utm", models.JSONField(blank=True, default=dict, verbose_name="campaign tags")),
                ("embedded", models.BooleanField(default=False, verbose_name="inside a web site")),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="leads.consenttext",
                        verbose_name="consent text shown",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="leads.captureform",
                        verbose_name="form",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="leads.lead",
                        verbose_name="lead",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ("-at", "-pk"),
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="captureform",
            constraint=models.UniqueConstraint(
                fields=("campaign", "name"),
                name="leads_form_once",
                violation_error_message="This campaign already has a form of this name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.UniqueConstraint(fields=("form", "version"), name="leads_consenttext_once"),
        ),
        migrations.AddIndex(
            model_name="formsubmission",
            index=models.Index(fields=["form", "-at", "-id"], name="leads_submission_newest"),
        ),
        migrations.AddIndex(
            model_name="formsubmission",
            index=models.Index(
                condition=models.Q(("lead__isnull", False)), fields=["lead"], name="leads_submission_lead"
            ),
        ),
        migrations.AddConstraint(
            model_name="formsubmission",
            constraint=models.UniqueConstraint(fields=("form", "nonce"), name="leads_submission_once"),
        ),
        migrations.AddConstraint(
            model_name="formsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed", False), ("consent__isnull", False), _connector="OR"),
                name="leads_submission_proof",
                violation_error_message="Who agrees agreed to a text.",
            ),
        ),
        install(Path(__file__).resolve().parent.parent / "sql" / "consenttext.sql"),
        migrations.RunSQL("ALTER TABLE leads_formcalls SET UNLOGGED", "ALTER TABLE leads_formcalls SET LOGGED"),
    ]

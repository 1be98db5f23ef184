import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0001_initial"),
        ("debrief", "0007_visit_note_read"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Substitution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "substitution",
                "verbose_name_plural": "substitutions",
                "ordering": ("-starts_on", "-pk"),
                "permissions": (("manage_substitution", "Can name a substitute reviewer"),),
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(
                    ("kind", "company_fact"), models.Q(("state", "pending"), ("in_conflict", True), _connector="OR")
                ),
                fields=["company", "field"],
                name="debrief_finding_claims",
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="absent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absences",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who is away",
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="named_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="substitution",
            name="substitute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="substitutions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who replaces her",
            ),
        ),
        migrations.AddIndex(
            model_name="substitution",
            index=models.Index(fields=["substitute", "ends_on"], name="debrief_substitution_for"),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="debrief_substitution_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="substitution",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("substitute")), _negated=True),
                name="debrief_substitution_by_another",
            ),
        ),
    ]

"""How often each person calls the API; not logged, so that counting writes nothing to disk."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PERSON = models.OneToOneField(
    on_delete=django.db.models.deletion.CASCADE,
    primary_key=True,
    related_name="+",
    serialize=False,
    to=settings.AUTH_USER_MODEL,
)


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("core", "0004_shared_views")]
    operations = [
        migrations.CreateModel(
            name="ApiCalls",
            fields=[
                ("user", PERSON),
                ("window", models.BigIntegerField(verbose_name="window")),
                ("count", models.PositiveIntegerField(verbose_name="calls")),
            ],
            options={
                "verbose_name": "calls of the API",
                "verbose_name_plural": "calls of the API",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL("ALTER TABLE core_apicalls SET UNLOGGED", "ALTER TABLE core_apicalls SET LOGGED"),
    ]

"""Sessions that name their person; whoever is signed in stays so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ADOPT = """
INSERT INTO accounts_browsersession (session_key, session_data, expire_date, user_id)
SELECT s.session_key, s.session_data, s.expire_date, k.user_id
FROM django_session s LEFT JOIN usersessions_usersession k ON k.session_key = s.session_key
WHERE s.expire_date > now();
DELETE FROM django_session;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_wanted_messages"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BrowserSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="browser_sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(ADOPT, migrations.RunSQL.noop),
    ]

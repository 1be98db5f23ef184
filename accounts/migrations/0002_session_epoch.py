"""A number in every session's proof: raised, it ends them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.AddField("user", "session_epoch", models.PositiveIntegerField(default=0, editable=False)),
    ]

"""Each rep who had a lead rates it for each moment."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0012_terms_of_the_contract"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="leadrating",
            name="leads_rating_once",
        ),
        migrations.AddConstraint(
            model_name="leadrating",
            constraint=models.UniqueConstraint(
                fields=("lead", "moment", "by"),
                name="leads_rating_once",
                violation_error_message="You have rated this lead for this moment already.",
            ),
        ),
    ]

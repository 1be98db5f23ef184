"""A campaign may be offered at a stand, whatever its channel."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0013_one_rating_by_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="at_stand",
            field=models.BooleanField(
                default=False,
                help_text="People met at a stand may be noted for this campaign while it runs. Fairs always are.",
                verbose_name="offered at the stand",
            ),
        ),
    ]

"""The leads of a campaign that are a team's, or somebody's, are found in the index of campaigns alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0021_scores_in_a_reach"),
    ]
    operations = [
        migrations.RemoveIndex("lead", "leads_lead_campaign"),
        migrations.AddIndex(
            "lead",
            models.Index(
                fields=["campaign", "-captured_at", "-id"], include=["team", "owner"], name="leads_lead_campaign"
            ),
        ),
    ]

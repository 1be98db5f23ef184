"""A name in full is found by where its words meet."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import F

from core.seams import seams


class Migration(migrations.Migration):
    dependencies = [("leads", "0018_lists_of_a_team"), ("core", "0011_seams")]
    operations = [
        migrations.AddIndex("lead", GinIndex(seams(F("search_document")), name="leads_lead_seams")),
    ]

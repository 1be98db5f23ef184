"""Of leads with equal scores the newest come first, and the newest of those with a score at least are sorted in its
index alone: the planner need not guess whether they are old."""

from django.db import migrations, models

NAMES = ("fit", "engagement", "probability")


class Migration(migrations.Migration):
    dependencies = [("leads", "0019_words_that_meet")]
    operations = [
        step
        for name in NAMES
        for step in (
            migrations.RemoveIndex("currentscore", f"leads_current_{name}"),
            migrations.AddIndex(
                "currentscore",
                models.Index(fields=[f"-{name}", "-captured_at", "-lead"], name=f"leads_current_{name}"),
            ),
        )
    ]

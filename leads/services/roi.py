"""The return of every campaign on a day: a dated snapshot that a second run leaves as it is."""

from datetime import date

from django.db import connection, transaction

from core import clock
from core.jobs import StepResult, hash_rows
from leads.models import CampaignRoiSnapshot
from leads.rules.roi import FORMULA_VERSION
from leads.rules.statements import roi_snapshot

BEGINNING = date(2000, 1, 1)


@transaction.atomic
def compute_campaign_roi(day: date) -> StepResult:
    """Every campaign has its figures as of that day, from the beginning."""
    with connection.cursor() as cursor:
        cursor.execute(
            roi_snapshot(),
            {
                "first": BEGINNING,
                "last": day,
                "since": clock.start_utc(BEGINNING),
                "until": clock.end_utc(day),
                "version": FORMULA_VERSION,
            },
        )
    rows = list(
        CampaignRoiSnapshot.objects.filter(as_of=day).order_by("campaign_id").values_list("campaign_id", "inputs_sha")
    )
    return StepResult(counts={"campaigns": len(rows)}, sha=hash_rows(rows), rows=len(rows))

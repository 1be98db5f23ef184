"""What a day brings: each finding of a draft with its novelty and price, then what was earned and what still waits."""

from dataclasses import dataclass

from debrief.choices import UNFILED
from debrief.models import Debrief, Finding
from debrief.selectors.my_debriefs import preview
from debrief.services.appraising import timeliness_now
from incentives.models import LedgerLine
from incentives.selectors.finding_prices import PricedFindings, priced


@dataclass(frozen=True)
class DayPoints:
    filed: bool
    waiting: int
    earned: int
    told: PricedFindings

    @property
    def findings(self) -> int:
        return len(self.told.rows)

    @property
    def estimate(self) -> int:
        return self.told.total


def day_points(debrief: Debrief) -> DayPoints:
    """A draft is appraised as if it were filed now; a filed day keeps the novelty and the hour of its filing."""
    draft = debrief.state in UNFILED
    person, day = debrief.rep_id, debrief.work_date
    if draft:
        timeliness = timeliness_now(debrief.rep, debrief)
        return DayPoints(False, 0, 0, priced(preview(debrief), rep_id=person, day=day, timeliness=timeliness))
    pending = Finding.objects.filter(visit__debrief=debrief).live().pending().select_related("visit__company")
    told = priced(pending, rep_id=person, day=day, timeliness=debrief.timeliness or "hot")
    earned = LedgerLine.objects.filter(person=person, verdict__finding__visit__debrief=debrief).total()
    return DayPoints(True, len(told.rows), earned, told)

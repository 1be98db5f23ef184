"""What a day brings: an estimate while it is a draft, then what was earned and what still waits."""

from dataclasses import dataclass

from debrief.choices import UNFILED
from debrief.models import Debrief, Finding
from incentives.models import LedgerLine, price_book
from incentives.rules.points import FindingFacts, finding_points

NOVELTY_BEFORE_FILING = "new"


@dataclass(frozen=True)
class DayPoints:
    filed: bool
    findings: int
    waiting: int
    earned: int
    estimate: int


def day_points(debrief: Debrief) -> DayPoints:
    """A draft counts every finding as new and hot: the most that filing today can bring."""
    draft = debrief.state in UNFILED
    found = Finding.objects.filter(visit__debrief=debrief).live()
    pending = found.pending()
    tariff = price_book([debrief.rep_id]).at(debrief.rep_id, debrief.work_date)
    estimate = 0
    for kind, topic, novelty in pending.values_list("kind", "topic", "novelty"):
        price = tariff.finding(kind, topic) if tariff else None
        if tariff and price:
            facts = FindingFacts("accepted", novelty or NOVELTY_BEFORE_FILING, debrief.timeliness or "hot", "useful")
            estimate += finding_points(price.points, facts, tariff.parameters)
    earned = LedgerLine.objects.filter(person=debrief.rep_id, verdict__finding__visit__debrief=debrief).total()
    return DayPoints(not draft, found.count(), pending.count(), earned, estimate)

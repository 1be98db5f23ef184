"""One visit as those who made it read it: who was there, what was learnt and what became of it."""

from dataclasses import dataclass

from accounts.models import User
from debrief.models import Finding, Visit, VisitAttendee
from debrief.selectors.my_debriefs import live_verdicts


@dataclass(frozen=True)
class SharedVisit:
    visit: Visit
    people: str
    colleagues: list[User]
    findings: list[Finding]
    may_leave: bool


def shared_visit(visit: Visit, reader: User) -> SharedVisit:
    rows = VisitAttendee.objects.present().filter(visit=visit).select_related("rep")
    colleagues = [row.rep for row in rows.order_by("pk")]
    findings = Finding.objects.visible_to(reader).live().filter(visit=visit)
    shown = list(
        findings.select_related("visit__debrief", "visit__company").prefetch_related(live_verdicts()).order_by("pk")
    )
    return SharedVisit(
        visit=visit,
        people=", ".join(str(met) for met in visit.met.select_related("contact")),
        colleagues=colleagues,
        findings=shown,
        may_leave=reader.pk in {person.pk for person in colleagues} and not any(f.live for f in shown),  # type: ignore[attr-defined]
    )

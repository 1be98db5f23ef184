"""What a day would bring if it were filed now: every finding with its novelty, and nothing written."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from core import clock, working_time
from debrief.choices import FindingKind, VisitState
from debrief.models import Debrief, Finding, Visit
from debrief.models.agenda import zone_of
from debrief.models.knowledge import appraise
from debrief.rules.timeliness import timeliness
from debrief.services.entries import FindingEntry, PersonEntry, VisitEntry
from debrief.services.findings import shape_finding


def timeliness_now(rep: User, debrief: Debrief, now: datetime | None = None) -> str:
    """Hot, warm or cold if that day were filed at this instant."""
    warm_until = working_time.calendar_for(rep.team).next_working_day(debrief.work_date)
    return timeliness(debrief.work_date, now or clock.now(), zone_of(rep), warm_until)


def findings_of(visit: Visit, people: Iterable[PersonEntry], findings: Iterable[FindingEntry]) -> list[Finding]:
    """The findings a visit would hold when filed, unsaved: its own, then the new people."""
    known = [entry for entry in findings if entry.value or entry.data]
    new = [contact_entry(person) for person in people if person.contact is None and person.name]
    return [shape_finding(Finding(visit=visit), entry) for entry in (*known, *new)]


def contact_entry(person: PersonEntry) -> FindingEntry:
    names = ("name", "email", "phone", "role", "how_acquired", "told_source")
    return FindingEntry(kind=FindingKind.CONTACT, data={name: getattr(person, name) for name in names})


def appraise_visit(
    visit: Visit, *, people: Iterable[PersonEntry] = (), findings: Iterable[FindingEntry] = ()
) -> list[Finding]:
    """One visit as it is being told: what the rest of the same day already says counts as said."""
    debrief = visit.debrief
    others: list[Finding] = []
    if debrief.pk:
        rows = Finding.objects.filter(visit__debrief=debrief).exclude(visit=visit.pk).live()
        others = list(rows.select_related("visit", "company", "contact"))
    told = findings_of(visit, people, findings)
    appraise([*others, *told], rep_id=debrief.rep_id, day=debrief.work_date, debrief_id=debrief.pk or 0)
    return told


def appraise_day(debrief: Debrief, entries: Iterable[VisitEntry]) -> list[tuple[Finding, VisitEntry]]:
    """A whole day as the API would file it: each finding with the visit that tells it."""
    told = []
    for entry in entries:
        if entry.state != VisitState.PLANNED:
            visit = Visit(debrief=debrief, company=entry.company, company_name=entry.company_name)
            told += [(finding, entry) for finding in findings_of(visit, entry.people, entry.findings)]
    findings = [finding for finding, _entry in told]
    appraise(findings, rep_id=debrief.rep_id, day=debrief.work_date, debrief_id=debrief.pk or 0)
    return told

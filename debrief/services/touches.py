"""Field visits and findings as touchpoints, on the same timeline as campaigns."""

from datetime import datetime

from debrief.choices import VisitState
from debrief.models import Debrief, Finding, Visit
from leads.choices import TouchKind, TouchSource
from leads.services.intake import forget_touchpoint, record_touchpoint, withdraw_touchpoint


def keys_of(visit: Visit) -> list[tuple[str, int | None]]:
    """`visit:12` for the first person met (or the lead alone), `visit:12:34` for each other contact."""
    people = [met.contact_id for met in visit.met.all() if met.contact_id]
    if not people:
        return [(f"visit:{visit.pk}", None)] if visit.lead_id else []
    return [(f"visit:{visit.pk}", people[0]), *((f"visit:{visit.pk}:{pk}", pk) for pk in people[1:])]


def record_visits(debrief: Debrief, visits: list[Visit], *, at: datetime) -> None:
    """Each visit done with somebody known is a touch of the field."""
    for visit in visits:
        if visit.state != VisitState.DONE:
            continue
        contacts = {met.contact_id: met.contact for met in visit.met.all() if met.contact_id}
        for key, pk in keys_of(visit):
            record_touchpoint(
                kind=TouchKind.VISIT,
                source=TouchSource.FIELD,
                external_key=key,
                at=visit.done_at or at,
                lead=visit.lead,
                contact=contacts.get(pk) if pk else None,
                met_by=debrief.rep,
            )


def withdraw_visits(debrief: Debrief, *, now: datetime) -> None:
    for visit in debrief.visits.done().prefetch_related("met"):
        for key, _pk in keys_of(visit):
            withdraw_touchpoint(key, now=now)


def touch_finding(finding: Finding, *, at: datetime) -> None:
    """An integrated finding about somebody known is a touch of the field."""
    if not finding.contact_id and not finding.visit.lead_id:
        return
    record_touchpoint(
        kind=TouchKind.FINDING,
        source=TouchSource.FIELD,
        external_key=f"finding:{finding.pk}",
        at=finding.visit.done_at or at,
        lead=finding.visit.lead,
        contact=finding.contact,
        met_by=finding.visit.debrief.rep,
    )


def untouch_finding(finding: Finding, *, now: datetime) -> None:
    withdraw_touchpoint(f"finding:{finding.pk}", now=now)


def forget_finding(finding: Finding) -> None:
    """The person is no longer named by the touch of this finding."""
    forget_touchpoint(f"finding:{finding.pk}")

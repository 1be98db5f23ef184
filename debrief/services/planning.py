"""A new draft is prefilled with what was planned."""

from debrief.models import Debrief, Visit, VisitContact
from debrief.models.agenda import planned_stops


def prefill(debrief: Debrief) -> int:
    """Writes the planned visits of a new draft."""
    stops = planned_stops(debrief.rep, debrief.work_date)
    visits = Visit.objects.bulk_create([stop.visit(debrief, place) for place, stop in enumerate(stops, start=1)])
    VisitContact.objects.bulk_create(
        [
            VisitContact(visit=visit, contact=contact)
            for visit, stop in zip(visits, stops, strict=True)
            for contact in stop.people
        ]
    )
    return len(visits)

"""How this floor exports and erases one person."""

from typing import Any

from django.db.models import Q

from core import clock
from core.idempotency import forget
from core.personal_data import PersonalDataSource, register
from debrief.models import Appeal, Finding, GuardRequest, SecondReview, Verdict, VisitContact, VisitPlan

BLANK = ""


def about(pk: int) -> Q:
    """The findings that speak of one contact, whether named, chosen or created from them."""
    return Q(contact_id=pk) | Q(verdicts__integration__contact_id=pk)


def export_person(pk: int) -> list[dict[str, Any]]:
    """What the field said about the person, and who said it."""
    rows = Finding.objects.filter(about(pk)).distinct().select_related("visit__debrief__rep").order_by("pk")
    findings = [
        {
            "kind": row.kind,
            "value": row.value,
            "said_by": row.said_by,
            "observed_on": row.observed_on.isoformat(),
            "heard_by": row.visit.debrief.rep.name,
        }
        for row in rows
    ]
    met = VisitContact.objects.filter(contact_id=pk).select_related("visit__debrief__rep").order_by("pk")
    visits = [
        {"kind": "visit", "day": row.visit.debrief.work_date.isoformat(), "met_by": row.visit.debrief.rep.name}
        for row in met
    ]
    return findings + visits


def erase_person(pk: int) -> int:
    """The words go, the counts stay: points and figures do not change."""
    rows = Finding.objects.filter(about(pk)).distinct().select_related("visit")
    ids = [row.pk for row in rows]
    met_ids = [int(row.data["met"]) for row in rows if row.data.get("met")]
    Verdict.objects.filter(finding__in=ids).update(value=BLANK, data={})
    Appeal.objects.filter(verdict__finding__in=ids).update(reason="—")
    Appeal.objects.filter(verdict__finding__in=ids).exclude(answer=BLANK).update(answer="—")
    GuardRequest.objects.filter(finding__in=ids).update(reason="—")
    SecondReview.objects.filter(verdict__finding__in=ids).update(note=BLANK)
    erased = Finding.objects.filter(pk__in=ids).update(
        value="—", data={}, said_by=BLANK, crm_value=BLANK, normal_form=BLANK, contact=None
    )
    for debrief in {row.visit.debrief_id for row in rows}:
        forget(f"debrief:{debrief}", now=clock.now())
    VisitPlan.objects.filter(contact_id=pk).update(contact=None, purpose=BLANK)
    met = VisitContact.objects.filter(Q(contact_id=pk) | Q(pk__in=met_ids))
    erased += met.update(name="—", email=BLANK, phone=BLANK, role=BLANK, contact=None)
    return erased


register(PersonalDataSource(name="debrief", export=export_person, erase=erase_person))

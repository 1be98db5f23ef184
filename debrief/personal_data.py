"""How this floor exports and erases one person."""

from typing import Any

from django.db.models import Q, QuerySet

from core import clock
from core.idempotency import forget
from core.personal_data import PersonalDataSource, register
from crm.models import Contact
from debrief.models import (
    Addendum,
    Appeal,
    Debrief,
    Finding,
    GuardRequest,
    SecondReview,
    Verdict,
    Visit,
    VisitContact,
    VisitPlan,
)

BLANK, NOBODY = "", "—"
SHORTEST = 3  # a shorter name stands in too many words


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
    met = VisitContact.objects.filter(Q(contact_id=pk) | Q(pk__in=met_ids))
    visits = {row.visit_id for row in rows} | set(met.values_list("visit", flat=True))
    names = _names(pk, met)
    debriefs = set(Visit.objects.filter(pk__in=visits).values_list("debrief", flat=True))
    ids += Finding.objects.filter(_naming(names, "value", "said_by"), visit__debrief__in=debriefs).values_list(
        "pk", flat=True
    )
    erased = _erase_findings(ids) + _erase_words(visits, debriefs, names)
    for debrief in debriefs:
        forget(f"debrief:{debrief}", now=clock.now())
    VisitPlan.objects.filter(contact_id=pk).update(contact=None, purpose=BLANK)
    return erased + met.update(name=NOBODY, email=BLANK, phone=BLANK, role=BLANK, contact=None)


def _names(pk: int, met: QuerySet[VisitContact]) -> list[str]:
    """What the person is called, here and in the CRM: her name, her address, her number."""
    fields = ("name", "email", "phone")
    known = [*Contact._base_manager.filter(pk=pk).values_list(*fields), *met.values_list(*fields)]
    return sorted({text for row in known for text in row if len(text) >= SHORTEST})


def _naming(names: list[str], *fields: str) -> Q:
    """The rows one of whose texts names the person."""
    found = Q(pk__in=[])
    for name in names:
        for field in fields:
            found |= Q(**{f"{field}__icontains": name})
    return found


def _erase_findings(ids: list[int]) -> int:
    Verdict.objects.filter(finding__in=ids).update(value=BLANK, data={})
    Appeal.objects.filter(verdict__finding__in=ids).update(reason=NOBODY)
    Appeal.objects.filter(verdict__finding__in=ids).exclude(answer=BLANK).update(answer=NOBODY)
    GuardRequest.objects.filter(finding__in=ids).update(reason=NOBODY)
    SecondReview.objects.filter(verdict__finding__in=ids).update(note=BLANK)
    return Finding.objects.filter(pk__in=ids).update(
        value=NOBODY, data={}, said_by=BLANK, crm_value=BLANK, normal_form=BLANK, contact=None
    )


def _erase_words(visits: set[int], debriefs: set[int], names: list[str]) -> int:
    """Notes of the visits where she was met, and what was said around them that names her."""
    erased = Visit.objects.filter(pk__in=visits).exclude(note=BLANK).update(note=BLANK)
    for field in ("question", "answer"):
        rows = Debrief.objects.filter(_naming(names, field), pk__in=debriefs)
        erased += rows.update(**{field: NOBODY})
    return erased + Addendum.objects.filter(_naming(names, "text"), debrief__in=debriefs).update(text=NOBODY)


def connect() -> None:
    register(PersonalDataSource(name="debrief", export=export_person, erase=erase_person))

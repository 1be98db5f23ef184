"""The visits of an API body, with each number resolved among the rows its author may see."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from crm.models import Company, Contact, Opportunity
from debrief.choices import FindingKind, VisitKind, VisitState
from debrief.models import Question
from debrief.models.colleagues import colleagues_of
from debrief.services.entries import FindingEntry, PersonEntry, VisitEntry
from leads.models import Lead


class Known:
    """The rows the numbers of one body point to: one query per kind of row. An erased person is no row any more."""

    def __init__(self, visits: list[dict[str, Any]], rep: User) -> None:
        people = [p for v in visits for p in v.get("contacts") or [] if isinstance(p, int)]
        people += [f["contact"] for v in visits for f in v.get("findings") or [] if f.get("contact")]
        asked = (f.get("question") for v in visits for f in v.get("findings") or [])
        self.rows = {
            "company": self._fetch(Company.objects.visible_to(rep), (v.get("company") for v in visits)),
            "attendees": self._fetch(colleagues_of(rep), (pk for v in visits for pk in v.get("attendees") or [])),
            "contacts": self._fetch(Contact.objects.visible_to(rep).filter(anonymised_at=None), people),
            "question": self._fetch(Question.objects.visible_to(rep), asked),
            "lead": self._fetch(Lead.objects.visible_to(rep), (v.get("lead") for v in visits)),
            "opportunity": self._fetch(Opportunity.objects.visible_to(rep), (v.get("opportunity") for v in visits)),
        }

    @staticmethod
    def _fetch(rows: QuerySet[Any], ids: Iterable[int | None]) -> dict[int, Any]:
        wanted = {pk for pk in ids if pk}
        return rows.in_bulk(wanted) if wanted else {}

    def get(self, kind: str, pk: int | None) -> Any:
        if not pk:
            return None
        try:
            return self.rows[kind][pk]
        except KeyError:
            raise ValidationError({kind: _("No row %(id)s that you may see.") % {"id": pk}}) from None


def visits_of(visits: list[dict[str, Any]], *, rep: User) -> list[VisitEntry]:
    """Each visit of the body as an entry; an unknown number is a field error."""
    known = Known(visits, rep)
    return [visit_entry(visit, known) for visit in visits]


def visit_entry(visit: dict[str, Any], known: Known) -> VisitEntry:
    return VisitEntry(
        company=known.get("company", visit.get("company")),
        company_name=visit.get("company_name") or "",
        kind=visit.get("kind") or VisitKind.VISIT,
        state=visit.get("state") or VisitState.DONE,
        reason=visit.get("reason") or "",
        nobody_met=bool(visit.get("nobody_met")),
        planned_at=as_time(visit.get("planned_at")),
        people=tuple(person_entry(person, known) for person in visit.get("contacts") or []),
        attendees=tuple(known.get("attendees", pk) for pk in visit.get("attendees") or []),
        lead=known.get("lead", visit.get("lead")),
        opportunity=known.get("opportunity", visit.get("opportunity")),
        result=visit.get("result") or "",
        amount=as_money(visit.get("amount")),
        interest=visit.get("interest") or "",
        confirmed=tuple(visit.get("confirmed") or ()),
        next_step=visit.get("next_step") or "",
        next_step_on=as_day(visit.get("next_step_on")),
        note=visit.get("note") or "",
        note_read=True,
        findings=tuple(finding_entry(finding, known) for finding in visit.get("findings") or []),
    )


def person_entry(person: int | dict[str, Any], known: Known) -> PersonEntry:
    if isinstance(person, int):
        return PersonEntry(contact=known.get("contacts", person))
    return PersonEntry(
        name=person["name"],
        email=person.get("email") or "",
        phone=person.get("phone") or "",
        role=person.get("role") or "",
        how_acquired=person.get("how_acquired") or "met",
        told_source=bool(person.get("told_source")),
    )


def finding_entry(finding: dict[str, Any], known: Known) -> FindingEntry:
    data: dict[str, Any] = {}
    if finding["kind"] == FindingKind.CONTACT:
        data = {
            key: finding.get(key) or "" for key in ("name", "email", "phone", "role", "how_acquired", "told_source")
        }
    return FindingEntry(
        kind=finding["kind"],
        value=finding.get("value") or "",
        topic=finding.get("topic") or "",
        field=finding.get("field") or "",
        contact=known.get("contacts", finding.get("contact")),
        data=data,
        amount=as_money(finding.get("amount")),
        on_date=as_day(finding.get("on_date")),
        how_known=finding.get("how_known") or "heard",
        said_by=finding.get("said_by") or "",
        observed_on=as_day(finding.get("observed_on")),
        expires_on=as_day(finding.get("expires_on")),
        about=finding.get("about") or "",
        keep_reason=finding.get("keep_reason") or "",
        question=known.get("question", finding.get("question")),
    )


def as_day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def as_time(value: Any) -> Any:
    return time.fromisoformat(value) if isinstance(value, str) and value else value or None


def as_instant(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value or None


def as_money(value: Any) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValidationError({"amount": _("Enter an amount.")}) from None

"""What is only told on a lead's line of time, and never as a record of its own: plain rows, read in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from accounts.models import User
from crm.models import Activity
from leads.models import Lead, LeadChange, LeadOwnership, LeadTransition, Outcome, Touchpoint

MOST = 100  # of each source, the newest
NOTHING = Value("", output_field=TextField())


@dataclass(frozen=True, slots=True)
class Line:
    """One row; what `code`, `detail` and `more` hold depends on its source."""

    source: str
    at: datetime
    pk: int
    code: str
    detail: str
    more: str
    who: str


def lines_of(user: User, lead: Lead) -> dict[str, list[Line]]:
    """The newest lines of each source (touch, transition, outcome, change, owner, activity), oldest first."""
    sources = [_touches(lead), _transitions(lead), _outcomes(lead), _changes(lead), _owners(lead)]
    if lead.contact_id or lead.opportunity_id:
        sources.append(_activities(user, lead))
    first, *others = sources
    found: dict[str, list[Line]] = {}
    for line in sorted((Line(*row) for row in first.union(*others, all=True)), key=lambda one: (one.at, one.pk)):
        found.setdefault(line.source, []).append(line)
    return found


def text(source: Any) -> Any:
    """A column of the union, from a field or an expression: a text, never missing."""
    return Coalesce(Cast(source, TextField()), NOTHING)


def person(relation: str) -> Any:
    """What a person is called: the name, else the address."""
    return Coalesce(
        NullIf(f"{relation}__name", Value("", output_field=CharField())),
        f"{relation}__email",
        NOTHING,
        output_field=TextField(),
    )


def _rows(rows: QuerySet[Any], source: str, *, code: str, detail: Any, more: Any, who: Any, at: str = "at") -> Any:
    kind = Value(source, output_field=TextField())
    return rows.order_by(f"-{at}", "-pk").values_list(kind, F(at), F("pk"), text(code), detail, more, who)[:MOST]


def _touches(lead: Lead) -> Any:
    mine = Touchpoint.objects.live().filter(lead=lead)
    if lead.contact_id:
        mine = mine | Touchpoint.objects.live().filter(contact_id=lead.contact_id)
    return _rows(
        mine, "touch", code="kind", detail=text("campaign__name"), more=text("source"), who=text("met_by__name")
    )


def _transitions(lead: Lead) -> Any:
    rows = LeadTransition.objects.filter(lead=lead)
    return _rows(rows, "transition", code="to_state", detail=text("note"), more=NOTHING, who=text("by__name"))


def _outcomes(lead: Lead) -> Any:
    """`more` says whether it no longer holds."""
    gone = Case(When(superseded_at=None, then=Value("")), default=Value("superseded"), output_field=TextField())
    rows = Outcome.objects.filter(lead=lead)
    return _rows(rows, "outcome", code="result", detail=NOTHING, more=gone, who=NOTHING, at="created_at")


def _changes(lead: Lead) -> Any:
    rows = LeadChange.objects.filter(lead=lead)
    return _rows(rows, "change", code="field", detail=text("old"), more=text("new"), who=text("by__name"))


def _owners(lead: Lead) -> Any:
    rows = LeadOwnership.objects.filter(lead=lead)
    return _rows(rows, "owner", code="why", detail=person("owner"), more=NOTHING, who=person("by"))


def _activities(user: User, lead: Lead) -> Any:
    """What was logged in the CRM with this person, or on this deal."""
    seen = Activity.objects.visible_to(user)
    mine = seen.none()
    if lead.contact_id:
        mine = mine | seen.filter(contact_id=lead.contact_id)
    if lead.opportunity_id:
        mine = mine | seen.filter(opportunity_id=lead.opportunity_id)
    return _rows(mine, "activity", code="kind", detail=text("text"), more=NOTHING, who=text("by__name"))

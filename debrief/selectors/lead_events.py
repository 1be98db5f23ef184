"""What the field adds to the timeline of a lead: visits told, and findings with what became of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from debrief.choices import Decision, FindingKind, VisitKind, VisitResult
from debrief.models import Finding, Verdict, Visit
from leads.models import Lead
from leads.selectors.lead_log import text
from leads.timeline import Event

MOST = 60
TONES = {"accepted": "good", "amended": "good", "rejected": "muted"}


def events_of(user: User, lead: Lead) -> Iterator[Event]:
    """The visits made for this lead and the findings they brought, filed ones only, in this person's reach.

    One query: both are read as plain rows.
    """
    for source, at, kind, said, more, who in _visits(user, lead).union(_findings(user, lead), all=True):
        if source == "visit":
            detail = " · ".join(part for part in (str(VisitResult(more).label) if more else "", said) if part)
            yield Event(at, "call" if kind == "call" else "finding", "users", VisitKind(kind).label, detail, who)
        else:
            told = Decision(more).label if more else _("to review")
            tone = TONES.get(more, "") if more else ""
            yield Event(at, "finding", "lightbulb", FindingKind(kind).label, f"{said} · {told}", who, tone)


def _visits(user: User, lead: Lead) -> Any:
    rows = Visit.objects.visible_to(user).done().filter(lead=lead).exclude(debrief__filed_at=None)
    return rows.order_by("-done_at", "-pk").values_list(
        Value("visit", output_field=TextField()),
        Coalesce("done_at", "debrief__filed_at"),
        text("kind"),
        text("note"),
        text("result"),
        text("debrief__rep__name"),
    )[:MOST]


def _findings(user: User, lead: Lead) -> Any:
    rows = Finding.objects.visible_to(user).filed().filter(visit__lead=lead).exclude(visit__debrief__filed_at=None)
    verdict = Verdict.objects.live().filter(finding=OuterRef("pk")).order_by("-decided_at").values("decision")[:1]
    return rows.order_by("-pk").values_list(
        Value("finding", output_field=TextField()),
        F("visit__debrief__filed_at"),
        text("kind"),
        text("value"),
        text(Subquery(verdict)),
        text("visit__debrief__rep__name"),
    )[:MOST]

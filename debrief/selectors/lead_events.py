"""What the field adds to the timeline of a lead: visits told, and findings with what became of them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from debrief.models import Finding, Visit
from debrief.selectors.my_debriefs import live_verdicts
from leads.models import Lead
from leads.timeline import Event

MOST = 60
TONES = {"accepted": "good", "amended": "good", "rejected": "muted"}


def events_of(user: User, lead: Lead) -> Iterator[Event]:
    """The visits made for this lead and the findings they brought, filed ones only, in this person's reach."""
    visits = Visit.objects.visible_to(user).done().filter(lead=lead).exclude(debrief__filed_at=None)
    for visit in visits.select_related("debrief__rep").order_by("-done_at", "-pk")[:MOST]:
        at = visit.done_at or visit.debrief.filed_at
        if at:
            detail = " · ".join(part for part in (visit.get_result_display(), visit.note) if part)
            kind = "call" if visit.kind == "call" else "finding"
            yield Event(at, kind, "users", visit.get_kind_display(), detail, visit.debrief.rep.name)
    findings = Finding.objects.visible_to(user).filed().filter(visit__lead=lead)
    rows = findings.select_related("visit__debrief__rep").prefetch_related(live_verdicts())
    for finding in rows.order_by("-pk")[:MOST]:
        at = finding.visit.debrief.filed_at
        if at:
            verdict = next(iter(finding.live), None)
            told = verdict.get_decision_display() if verdict else _("to review")
            tone = TONES.get(verdict.decision, "") if verdict else ""
            detail = f"{finding.value} · {told}"
            yield Event(
                at, "finding", "lightbulb", finding.get_kind_display(), detail, finding.visit.debrief.rep.name, tone
            )

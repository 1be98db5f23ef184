"""One debrief on the reviewer's desk: the CRM's value beside the proposed one, finding by finding."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core import audit, clock, working_time
from crm.models import FieldChange
from debrief.choices import CompanyField, FindingKind, FindingState
from debrief.models import Debrief, Finding, Verdict, Visit, VisitContact
from debrief.models.knowledge import Knowledge
from debrief.rules.novelty import similarity
from debrief.selectors.contradictions import last_changes

ALIKE_DAYS = 180
MOST_ALIKE = 4
PERSON = (("name", _("Name")), ("role", _("Job title")), ("phone", _("Phone")), ("email", _("E-mail")))
ICONS = {
    "contact": "user-plus",
    "company_fact": "building-2",
    "opinion": "message-square-quote",
    "remark": "sticky-note",
    "competitor": "swords",
    "price": "badge-euro",
    "project": "calendar-clock",
    "equipment": "wrench",
    "need": "target",
    "objection": "shield-alert",
}
STORY = {
    "debrief.opened": _("Day opened"),
    "debrief.reopened": _("Day taken up again"),
    "debrief.filed": _("Day filed"),
    "debrief.nothing_to_report": _("Nothing to report"),
    "debrief.excused": _("Away that day"),
    "debrief.withdrawn": _("Taken back by its author"),
    "debrief.closed_for_leaver": _("Settled after a departure"),
    "debrief.review_started": _("Review started"),
    "debrief.returned": _("Returned with a question"),
    "debrief.answered": _("Question answered"),
    "debrief.closed": _("Review closed"),
    "debrief.added_to": _("Added to by its author"),
    "debrief.taken_over": _("Taken over by another reviewer"),
}


@dataclass(frozen=True)
class Event:
    """One line of the day's story."""

    label: Any
    who: str
    at: Any


@dataclass(frozen=True)
class SheetRow:
    finding: Finding
    label: str
    held: str
    verdict: Verdict | None
    alike: list[Finding]
    is_current: bool
    waits: bool
    number: int
    change: FieldChange | None = None
    rivals: tuple[Finding, ...] = ()

    @property
    def icon(self) -> str:
        return ICONS.get(self.finding.topic or self.finding.kind, "sticky-note")

    @property
    def person(self) -> list[tuple[str, Any, str]]:
        """The fields of a person a reviewer may correct."""
        return [(name, label, str(self.finding.data.get(name) or "")) for name, label in PERSON]

    @property
    def same(self) -> bool:
        return bool(self.held) and self.held == self.finding.value


@dataclass(frozen=True)
class SheetVisit:
    visit: Visit
    people: str
    rows: list[SheetRow]


@dataclass(frozen=True)
class Sheet:
    debrief: Debrief
    visits: list[SheetVisit]
    current: SheetRow | None
    left: int
    total: int
    kinds: list[tuple[str, str, int]]
    history: list[Event]
    hours_left: Decimal | None = None

    @property
    def may_close(self) -> bool:
        return self.left == 0 and self.debrief.state in ("filed", "in_review")

    @property
    def position(self) -> int:
        return self.total - self.left + 1 if self.left else self.total


def hours_left(debrief: Debrief, now: datetime) -> Decimal | None:
    """Working hours until the deadline, below 0 when it is past; None when no clock runs."""
    due = debrief.review_due_at
    if due is None or debrief.state not in ("filed", "in_review"):
        return None
    calendar = working_time.calendar_for(debrief.rep.team)
    return calendar.hours_between(now, due) if now <= due else -calendar.hours_between(due, now)


def review_sheet(debrief: Debrief, current_id: int | None = None, *, now: datetime | None = None) -> Sheet:
    """The whole sheet in a constant number of queries; the first finding that waits is the current one."""
    findings = findings_of(debrief)
    knowledge = Knowledge(findings)
    waiting = [f for f in findings if f.state in (FindingState.PENDING, FindingState.QUARANTINED)]
    chosen = next((f for f in findings if f.pk == current_id), waiting[0] if waiting else None)
    alike = alike_of(findings)
    contested = [f for f in findings if f.kind == FindingKind.COMPANY_FACT and f.company_id]
    changes = last_changes({("company", f.company_id, f.field) for f in contested}) if contested else {}
    rivals = rivals_of(contested)
    rows = {
        finding.pk: SheetRow(
            finding=finding,
            label=label_of(finding),
            held=knowledge.value(finding),
            verdict=finding.live[0] if finding.live else None,  # type: ignore[attr-defined]
            alike=alike.get(finding.pk, []),
            is_current=chosen is not None and finding.pk == chosen.pk,
            waits=finding in waiting,
            number=number,
            change=changes.get(("company", finding.company_id, finding.field)),
            rivals=rivals.get(finding.pk, ()),
        )
        for number, finding in enumerate(findings, start=1)
    }
    met = VisitContact.objects.filter(visit=OuterRef("pk")).order_by("pk")
    names = ArraySubquery(met.values(who=Coalesce("contact__name", "name")))
    visits = Visit.objects.filter(debrief=debrief).select_related("company", "lead").annotate(people=names)
    return Sheet(
        debrief=debrief,
        visits=[
            SheetVisit(
                visit=visit,
                people=", ".join(visit.people),
                rows=[rows[f.pk] for f in findings if f.visit_id == visit.pk],
            )
            for visit in visits.order_by("position", "pk")
        ],
        current=rows[chosen.pk] if chosen else None,
        left=len(waiting),
        total=len(findings),
        kinds=kinds_of(waiting),
        history=story_of(debrief),
        hours_left=hours_left(debrief, now or clock.now()),
    )


def rivals_of(contested: list[Finding]) -> dict[int, tuple[Finding, ...]]:
    """The other open claims on the same field of the same company that say something else."""
    if not contested:
        return {}
    rows = Finding.objects.claims().filter(company__in={f.company_id for f in contested})
    others = list(rows.select_related("visit__debrief__rep").order_by("pk"))
    return {
        mine.pk: tuple(
            one
            for one in others
            if (one.company_id, one.field) == (mine.company_id, mine.field)
            and one.pk != mine.pk
            and one.normal_form != mine.normal_form
        )
        for mine in contested
    }


def findings_of(debrief: Debrief) -> list[Finding]:
    live = Verdict.objects.live().select_related("reviewer", "of__visit__debrief__rep", "integration")
    rows = Finding.objects.filter(visit__debrief=debrief).live()
    rows = rows.select_related("visit", "company", "contact", "question", "guard_request__by").prefetch_related(
        Prefetch("verdicts", queryset=live, to_attr="live")
    )
    return list(rows.order_by("visit__position", "visit_id", "pk"))


def story_of(debrief: Debrief) -> list[Event]:
    """Who did what to the day, newest first."""
    entries = audit.history(debrief)[:12]
    return [Event(STORY.get(e.action, e.action), str(e.actor) if e.actor else "Tandem", e.at) for e in entries]


def label_of(finding: Finding) -> str:
    """What the finding is about, in one or two words."""
    if finding.kind == FindingKind.MARKET_SIGNAL:
        return str(finding.get_topic_display())
    if finding.kind == FindingKind.COMPANY_FACT and finding.field in CompanyField.values:
        return str(CompanyField(finding.field).label)
    return str(finding.get_kind_display())


def kinds_of(waiting: list[Finding]) -> list[tuple[str, str, int]]:
    """The kinds worth accepting in one go: two or more that wait."""
    counts: dict[str, int] = {}
    for finding in waiting:
        if finding.state == FindingState.PENDING:
            counts[finding.kind] = counts.get(finding.kind, 0) + 1
    return [(kind, str(FindingKind(kind).label), n) for kind, n in counts.items() if n > 1]


def alike_of(findings: list[Finding]) -> dict[int, list[Finding]]:
    """For each finding, the others that may say the same thing, likeliest first."""
    waiting = [f for f in findings if f.state == FindingState.PENDING]
    if not waiting:
        return {}
    about = Q(company_id__in={f.company_id for f in waiting if f.company_id})
    names = {f.visit.company_name for f in waiting if not f.company_id}
    if names:
        about |= Q(company=None, visit__company_name__in=names)
    since = min(f.observed_on for f in waiting) - timedelta(days=ALIKE_DAYS)
    pool = Finding.objects.filed().filter(about, kind__in={f.kind for f in waiting}, observed_on__gte=since)
    others = list(pool.select_related("visit__debrief__rep", "company").order_by("-observed_on", "-pk")[:300])
    return {finding.pk: ranked(finding, others) for finding in waiting}


def ranked(finding: Finding, others: list[Finding]) -> list[Finding]:
    same = [
        (similarity(finding.value, other.value), other)
        for other in others
        if other.pk != finding.pk
        and (other.kind, other.topic, other.field) == (finding.kind, finding.topic, finding.field)
        and other.company_id == finding.company_id
        and not (other.state == FindingState.PENDING and other.pk > finding.pk)
    ]
    same.sort(key=lambda pair: (-pair[0], -pair[1].pk))
    return [other for _score, other in same[:MOST_ALIKE]]

"""The rep's own pages: the day with what to do next, what became of each finding, past days."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from core import clock
from core.shown import Shown
from debrief.choices import CREDITED, UNFILED, DebriefState, FindingKind, FindingState, VisitState
from debrief.models import Debrief, Finding, Verdict, Visit, VisitContact
from debrief.models.agenda import in_window, planned_stops
from debrief.models.calendar import Diary
from debrief.models.colleagues import shared_visits
from debrief.models.knowledge import appraise, person_line
from leads.choices import HandoffDecision
from leads.models import Handoff

SECONDS_A_VISIT = 20
LAST_DAYS = 14
NEWS_OF = timedelta(days=183)


@dataclass(frozen=True)
class VisitRow:
    """A visit of the day; one that is only planned and not yet written has no number."""

    visit: Visit
    people: str
    told: bool
    findings: int


@dataclass(frozen=True)
class Waiting:
    leads: int = 0
    next_due: datetime | None = None
    returned: list[Debrief] = field(default_factory=list)


@dataclass(frozen=True)
class MyDay:
    day: date
    debrief: Debrief | None
    visits: list[VisitRow]
    told: int
    total: int
    share: int
    seconds_left: int
    hot_until: time
    is_hot: bool
    waiting: Waiting
    news: list[Finding]
    preview: list[Finding]
    missing: list[date]
    is_open: bool
    shared: list[Visit]

    @property
    def may_file(self) -> bool:
        """Something is told, by her or by a colleague she was with."""
        return bool(self.told or self.shared)

    @property
    def is_draft(self) -> bool:
        """The day may be told: a draft, or a day that nothing was written on yet."""
        return self.is_open if self.debrief is None else self.debrief.state == DebriefState.DRAFT

    @property
    def may_withdraw(self) -> bool:
        return self.debrief is not None and self.debrief.state == DebriefState.FILED and not self._judged

    @property
    def _judged(self) -> bool:
        return any(getattr(row.visit, "judged", False) for row in self.visits)


def my_day(rep: User, day: date, now: datetime) -> MyDay:
    """Everything the first screen of the rep says, in a constant number of queries."""
    first = max(day - timedelta(days=settings.FILING_WINDOW_DAYS), rep.joined_on or date.min)
    near = Q(work_date__range=(min(first, day), day)) | Q(state=DebriefState.RETURNED)
    days = list(Debrief.objects.filter(near, rep=rep).select_related("reviewer").order_by("returned_at", "pk"))
    for one in days:
        one.rep = rep
    debrief, diary = next((one for one in days if one.work_date == day), None), Diary(rep, first, day)
    rows = visit_rows(debrief) if debrief else planned_rows(rep, day, diary)
    told = sum(row.told for row in rows)
    return MyDay(
        day=day,
        debrief=debrief,
        visits=rows,
        told=told,
        total=len(rows),
        share=round(100 * told / len(rows)) if rows else 0,
        seconds_left=SECONDS_A_VISIT * (len(rows) - told),
        hot_until=time(23, 59),
        is_hot=day >= clock.local_day(now),
        waiting=waiting_for(rep, [one for one in days if one.state == DebriefState.RETURNED]),
        news=latest_news(rep, day),
        preview=preview(debrief) if debrief and debrief.state == DebriefState.DRAFT else [],
        missing=missing_days(diary, first, day, {one.work_date for one in days if one.state not in UNFILED}),
        is_open=in_window(rep, day, now),
        shared=list(shared_visits(rep, day).select_related("company", "debrief__rep").prefetch_related("met__contact")),
    )


def planned_rows(rep: User, day: date, diary: Diary) -> list[VisitRow]:
    """The prefilled day before anything is written."""
    unwritten = Debrief(rep=rep, work_date=day)
    return [
        VisitRow(visit=stop.visit(unwritten), people=", ".join(c.name for c in stop.people), told=False, findings=0)
        for stop in planned_stops(rep, day, diary)
    ]


def visit_rows(debrief: Debrief) -> list[VisitRow]:
    judged = Verdict.objects.filter(finding__visit=OuterRef("pk"))
    visits = debrief.visits.select_related("company").prefetch_related("met__contact")
    visits = visits.annotate(
        learnt=Count("findings", filter=~Q(findings__state=FindingState.REMOVED)), judged=Exists(judged)
    )
    return [
        VisitRow(
            visit=visit,
            people=", ".join(str(met) for met in visit.met.all()),
            told=visit.state != VisitState.PLANNED,
            findings=visit.learnt + (0 if debrief.filed_at else sum(not met.contact_id for met in visit.met.all())),
        )
        for visit in visits.order_by("position", "pk")
    ]


def waiting_for(rep: User, returned: list[Debrief]) -> Waiting:
    due = list(
        Handoff.objects.filter(to=rep, decision=HandoffDecision.PENDING)
        .order_by("due_at")
        .values_list("due_at", flat=True)
    )
    return Waiting(leads=len(due), next_due=due[0] if due else None, returned=returned)


def preview(debrief: Debrief) -> list[Finding]:
    """The draft's findings as they would be filed now: what the CRM says and how new each one is."""
    rows = Finding.objects.filter(visit__debrief=debrief).live()
    findings = list(rows.select_related("visit", "company", "contact").order_by("visit__position", "pk"))
    findings += new_people(debrief)
    if findings:
        appraise(findings, rep_id=debrief.rep_id, day=debrief.work_date, debrief_id=debrief.pk)
    return findings


def new_people(debrief: Debrief) -> list[Finding]:
    """The people met whom the CRM does not hold: each becomes a finding when the day is filed."""
    met = VisitContact.objects.filter(visit__debrief=debrief, contact=None).select_related("visit__company")
    return [
        Finding(
            visit=one.visit,
            company=one.visit.company,
            kind=FindingKind.CONTACT,
            value=person_line(one.name, one.role, one.phone, one.email)[:500],
            data={"name": one.name, "role": one.role, "phone": one.phone, "email": one.email},
        )
        for one in met.order_by("visit__position", "pk")
    ]


def missing_days(diary: Diary, first: date, day: date, filed: set[date]) -> list[date]:
    """Working days of the last fortnight without a filed day, newest first: a hint, held against nobody."""
    days = (day - timedelta(days=back) for back in range(1, settings.FILING_WINDOW_DAYS + 1))
    return [d for d in days if d >= first and diary.is_working(d) and d not in filed][:3]


def live_verdicts() -> "Prefetch[Any]":
    rows = Verdict.objects.live().select_related(
        "reviewer", "appeal", "of__visit__debrief__rep", "integration__contact"
    )
    rows = rows.select_related("integration__fact", "integration__field_change", "integration__activity")
    return Prefetch("verdicts", queryset=rows, to_attr="live")


def my_findings(rep: User, since: date | None = None) -> QuerySet[Finding]:
    """What I told, alone or with a colleague, newest first; of the days since one when it is given."""
    visits = (
        Visit.objects.order_by() if since is None else Visit.objects.filter(debrief__work_date__gte=since).order_by()
    )
    told = visits.filter(debrief__rep=rep).values("pk")
    shared = visits.filter(attendees__rep=rep, attendees__left_at=None).values("pk")
    rows = Finding.objects.filter(visit__in=told.union(shared)).filed()  # each side by its index: one OR reads them all
    return rows.order_by("-visit__debrief__work_date", "-pk")


def with_fate(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with where they were told, their live verdict and what it wrote."""
    rows = rows.select_related("visit__debrief", "company", "contact", "visit__company")
    return rows.prefetch_related(live_verdicts())


WITH_FATE = Shown(lambda: with_fate(Finding.objects.all()))


def latest_news(rep: User, day: date) -> list[Finding]:
    """The last three findings decided, of the half year before a day."""
    decided = my_findings(rep, day - NEWS_OF).filter(state=FindingState.DECIDED)
    keys = decided.order_by("-updated_at", "-pk").values("pk")[:3]
    return list(with_fate(Finding.objects.filter(pk__in=keys)).order_by("-updated_at", "-pk"))


@dataclass(frozen=True)
class Fate:
    told: int
    kept: int
    duplicate: int
    rejected: int
    waiting: int


def my_fate(rep: User, since: date) -> Fate:
    """The counts above the list, over the last thirty days."""
    rows = Finding.objects.filter(visit__debrief__rep=rep, visit__debrief__work_date__gte=since).filed()
    live = Q(verdicts__reversed_at=None)
    counts = rows.aggregate(
        told=Count("pk", distinct=True),
        kept=Count("pk", distinct=True, filter=live & Q(verdicts__decision__in=CREDITED)),
        duplicate=Count("pk", distinct=True, filter=live & Q(verdicts__decision="duplicate")),
        rejected=Count("pk", distinct=True, filter=live & Q(verdicts__decision="rejected")),
        waiting=Count("pk", distinct=True, filter=Q(state=FindingState.PENDING)),
    )
    return Fate(**counts)


def my_days(rep: User) -> QuerySet[Debrief]:
    """Past days, newest first, with what they told."""
    rows = Debrief.objects.filter(rep=rep)
    counted = Count("visits__findings", filter=~Q(visits__findings__state=FindingState.REMOVED), distinct=True)
    told = rows.annotate(n_visits=Count("visits", distinct=True), n_findings=counted)
    return told.order_by("-work_date", "-pk")  # type: ignore[no-any-return]

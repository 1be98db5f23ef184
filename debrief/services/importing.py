"""A calendar's events become planned visits: previewed with the companies recognised, then written once per event."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from core import audit, clock
from crm.models import Company
from crm.rules.matching import company_key
from crm.services.guarding import refuse_excess
from debrief.models import VisitPlan
from debrief.models.agenda import zone_of
from debrief.services.calendars import Event, read_calendar
from debrief.services.touring import may_plan_for, today_of

LONGEST_NAME = 6  # words
SHORTEST_KEY = 4  # letters


@dataclass(frozen=True)
class Proposal:
    """An event as it would be planned; `known` when an earlier import brought it."""

    event: Event
    company: Company | None
    known: bool

    @property
    def uid(self) -> str:
        return self.event.uid

    @property
    def title(self) -> str:
        return self.event.title or (self.company.name if self.company else "")

    @property
    def starts_on(self) -> date:
        return self.event.days[0][0]

    @property
    def at(self) -> time | None:
        return self.event.days[0][1]

    @property
    def chosen(self) -> bool:
        """Ticked at first: a visit to a company of ours; the rest of one's life stays out unless asked."""
        return self.company is not None


@dataclass(frozen=True)
class Counts:
    created: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass
class _Work:
    rep: User
    by: User
    now: datetime
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Counts.__annotations__, 0))


def preview_calendar(*, rep: User, by: User, content: bytes | str, now: datetime | None = None) -> list[Proposal]:
    """What the file would plan, without writing; a private event whose words may not be kept is left out."""
    may_plan_for(rep, by)
    events = read_calendar(content, zone=zone_of(rep), today=today_of(rep, now or clock.now()))
    companies = recognise(rep, events)
    known = set(VisitPlan.objects.filter(rep=rep).exclude(uid="").values_list("uid", flat=True))
    proposals = [Proposal(one, companies.get(one.uid), one.uid in known) for one in events if one.days]
    return [one for one in proposals if one.company or one.known or is_decent(one.event.title)]


@transaction.atomic
def import_calendar(
    *, rep: User, by: User, content: bytes | str, uids: Iterable[str] | None = None, now: datetime | None = None
) -> Counts:
    """The chosen events are on the tour, once: the same file again changes nothing, a newer one what moved.

    Without `uids`, those that name a company. An event imported before follows its file, cancelled days included.
    """
    work = _Work(rep, by, now or clock.now())
    may_plan_for(rep, by)
    events = read_calendar(content, zone=zone_of(rep), today=today_of(rep, work.now))
    companies = recognise(rep, events)
    known = set(VisitPlan.objects.filter(rep=rep).exclude(uid="").values_list("uid", flat=True))
    wanted = set(uids) if uids is not None else set(companies)
    for one in events:
        if one.uid in known or (one.uid in wanted and one.days):
            write_event(work, one, companies.get(one.uid))
    audit.record("plan.calendar_imported", rep, by=by, after=work.counts)
    return Counts(**work.counts)


def write_event(work: _Work, event: Event, company: Company | None) -> None:
    """The coming rows of one event agree with its file."""
    today = today_of(work.rep, work.now)
    rows = VisitPlan.objects.select_for_update().filter(rep=work.rep, uid=event.uid, starts_on__gte=today)
    held = {(row.starts_on, row.at): row for row in rows.order_by("pk")}
    purpose = event.title if is_decent(event.title) else ""
    fields: dict[str, Any] = {
        "company": company,
        "company_name": company.name if company else purpose[:200],
        "purpose": purpose,
    }
    if not fields["company_name"]:
        return
    for key, row in held.items():
        if key not in event.days and row.stopped_at is None:
            row.stopped_at = work.now
            row.save(update_fields=["stopped_at", "updated_at"])
            work.counts["removed"] += 1
    for day, at in event.days:
        _write_day(work, event, held.get((day, at)), day, at, fields)


def _write_day(
    work: _Work, event: Event, row: VisitPlan | None, day: date, at: time | None, fields: dict[str, Any]
) -> None:
    if row is None:
        plan = VisitPlan(rep=work.rep, set_by=work.by, uid=event.uid, starts_on=day, at=at, **fields)
        plan.full_clean(exclude=["rep", "set_by", "company"])
        plan.save()
        work.counts["created"] += 1
        return
    if row.company_id and fields["company"] is None:
        fields = fields | {"company": row.company, "company_name": row.company_name}
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if row.stopped_at:
        row.stopped_at = None
        changed.append("stopped_at")
    if not changed:
        work.counts["unchanged"] += 1
        return
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*changed, "updated_at"])
    work.counts["updated"] += 1


def is_decent(text: str) -> bool:
    """A title that may be kept: not empty, and nothing the guard would stop."""
    try:
        refuse_excess(text, "purpose")
    except ValidationError:
        return False
    return bool(text)


def recognise(rep: User, events: list[Event]) -> dict[str, Company]:
    """The company that each event names in its title or its place, among those the rep may see; one query."""
    parts = {event.uid: pieces(event.title) | pieces(event.place) for event in events if event.days}
    keys = set().union(*parts.values()) if parts else set()
    rows = Company.objects.visible_to(rep).filter(merged_into=None, name_key__in=keys).order_by("pk")
    by_key = {row.name_key: row for row in reversed(rows)}
    found = {}
    for uid, mine in parts.items():
        if named := sorted((key for key in mine if key in by_key), key=lambda key: (-len(key), key)):
            found[uid] = by_key[named[0]]
    return found


def pieces(text: str) -> set[str]:
    """Every run of one to six words, as company names are compared."""
    words = [word for word in re.split(r"[\s,;:/|()–—-]+", text) if word][:30]
    runs = (words[i : i + n] for n in range(1, LONGEST_NAME + 1) for i in range(len(words) - n + 1))
    keys = {company_key(" ".join(run)) for run in runs}
    return {key for key in keys if len(key) >= SHORTEST_KEY}

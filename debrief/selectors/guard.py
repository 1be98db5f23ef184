"""What the guard holds back today, and what was let through."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from accounts.models import User
from crm.models import GuardMark
from crm.rules import guard
from crm.rules.guard_sources import source_of
from crm.services.guarding import CATEGORY_NAMES, hits_in, steady_rules
from debrief.choices import FindingState
from debrief.models import Finding, GuardOverride

SHOWN = 50
LINKS = ("company", "debrief", "visit")  # what the page of a text is reached by


@dataclass(frozen=True)
class MarkRow:
    """A marked text as it stands, where it is seen, and what would be written instead."""

    mark: GuardMark
    text: str
    where: str
    url: str
    category: str
    better: str
    may_stand: bool


def overrides_of(user: User) -> QuerySet[GuardOverride]:
    """Texts that marketing let through, with the finding, its day and its author."""
    rows = GuardOverride.objects.visible_to(user)
    return rows.select_related("by", "finding__visit__debrief__rep", "finding__visit__company")


def waiting_for(user: User) -> list[Finding]:
    """Findings set aside, and decided ones that the lists of today would refuse: the latest fifty."""
    rows = Finding.objects.visible_to(user).exclude(guard_category="").exclude(state=FindingState.REMOVED)
    rows = rows.select_related("visit__debrief__rep", "visit__company", "guard_request__by").order_by(
        "-updated_at", "-pk"
    )
    return list(rows[:SHOWN])


def marks_for(user: User) -> list[MarkRow]:
    """The texts outside findings that the night marked and nobody has looked at: the latest fifty."""
    marks = list(GuardMark.objects.visible_to(user).waiting()[:SHOWN])
    rows: dict[tuple[str, int], Any] = {}
    for name in {mark.source for mark in marks}:
        if source := source_of(name):
            model: Any = apps.get_model(source.model)
            wanted = [mark.row_id for mark in marks if mark.source == name]
            links = [one.name for one in model._meta.fields if one.name in LINKS] or [None]
            rows |= {(name, row.pk): row for row in model._base_manager.filter(pk__in=wanted).select_related(*links)}
    with steady_rules():
        return [_mark_row(mark, row) for mark in marks if (row := rows.get((mark.source, mark.row_id))) is not None]


def _mark_row(mark: GuardMark, row: Any) -> MarkRow:
    source = source_of(mark.source)
    text = str(getattr(row, source.field)) if source else ""
    field = row._meta.get_field(source.field) if source else None
    return MarkRow(
        mark=mark,
        text=text,
        where=f"{str(row._meta.verbose_name).capitalize()} · {field.verbose_name if field else ''}",
        url=source.page(row) if source else "",
        category=str(CATEGORY_NAMES[mark.category]),
        better=guard.reworded(text, hits_in(text)),
        may_stand=mark.category in guard.OVERRIDABLE,
    )

"""How the audit trail and the journal of jobs are searched."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import AuditEntry, JobRun, JobState
from core.row_choices import PERSON, RowChoiceFilter
from core.selects import ListFilters, QuickInput

Entries = QuerySet[AuditEntry]
DAY = forms.DateInput(attrs={"type": "date"})


class OnlyBox(QuickInput, forms.CheckboxInput):
    """A box: ticked, only those; not ticked, everything. An address may still say false."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if name not in data:
            return None
        return str(data.get(name)).lower() not in ("false", "0", "no")


class OnlyFilter(filters.BooleanFilter):  # type: ignore[misc]
    """`{label} ☐`: a yes-or-no filter that says nothing while it is not ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"widget": OnlyBox})


class AuditFilter(ListFilters):
    actor = RowChoiceFilter(
        label=_("By"),
        queryset=get_user_model()._default_manager.order_by("name"),
        empty_label=_("By anybody"),
        shown=PERSON,
    )
    action = filters.CharFilter(label=_("Action"), lookup_expr="istartswith")
    object_kind = filters.CharFilter(label=_("Kind of record"), lookup_expr="istartswith")
    object_id = filters.NumberFilter(label=_("Record number"))
    since = filters.DateFilter(label=_("Since"), method="from_day", widget=DAY)
    until = filters.DateFilter(label=_("Until"), method="to_day", widget=DAY)
    request_id = filters.CharFilter(label=_("Request"))

    class Meta:
        model = AuditEntry
        fields = ["actor", "action", "object_kind", "object_id", "since", "until", "request_id"]

    def from_day(self, queryset: Entries, name: str, day: date) -> Entries:
        return queryset.filter(at__gte=clock.start_utc(day))

    def to_day(self, queryset: Entries, name: str, day: date) -> Entries:
        return queryset.filter(at__lt=clock.end_utc(day))


class JobFilter(ListFilters):
    job = filters.CharFilter(label=_("Job"), lookup_expr="icontains")
    state = filters.ChoiceFilter(label=_("State"), choices=JobState.choices, empty_label=_("All states"))
    day = filters.DateFilter(label=_("Day"), widget=DAY)

    class Meta:
        model = JobRun
        fields = ["job", "state", "day"]

"""FilterSets shared by the lists, the API and the exports."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.filters import OnlyFilter
from core.selects import ListFilters
from incentives.choices import DisputeState, LineKind
from incentives.models import ContributionSnapshot, Dispute, LedgerLine, MarketingScoreSnapshot, Period, Statement


def periods(request: Any) -> Any:
    return Period.objects.visible_to(request.user) if request is not None else Period.objects.none()


class StatementFilter(ListFilters):
    period = filters.ModelChoiceFilter(queryset=periods, label=_("Month"), empty_label=_("All months"))
    person__name = filters.CharFilter(lookup_expr="icontains", label=_("Person"))
    waiting = OnlyFilter(field_name="approved_at", lookup_expr="isnull", label=_("Waiting for approval"))

    class Meta:
        model = Statement
        fields = ("period", "person__name", "waiting")


class DisputeFilter(ListFilters):
    state = filters.ChoiceFilter(choices=DisputeState.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Dispute
        fields = ("state",)


class LineFilter(ListFilters):
    period = filters.DateFilter(field_name="period__month", label=_("Month"))
    person = filters.NumberFilter(field_name="person_id", label=_("Person"))
    kind = filters.ChoiceFilter(choices=LineKind.choices, label=_("Kind"))
    occurred_after = filters.DateFilter(field_name="occurred_on", lookup_expr="gte", label=_("From"))
    occurred_before = filters.DateFilter(field_name="occurred_on", lookup_expr="lte", label=_("To"))

    class Meta:
        model = LedgerLine
        fields = ("period", "person", "kind", "occurred_after", "occurred_before")


class SnapshotFilter(ListFilters):
    as_of = filters.DateFilter(label=_("As of"))
    person = filters.NumberFilter(field_name="person_id", label=_("Person"))


class ContributionFilter(SnapshotFilter):
    class Meta:
        model = ContributionSnapshot
        fields = ("as_of", "person")


class ScoreFilter(SnapshotFilter):
    class Meta:
        model = MarketingScoreSnapshot
        fields = ("as_of", "person")

"""FilterSets of what reps say back: their questions about leads, and their ratings."""

from datetime import date

import django_filters as df
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.filters import OnlyFilter
from core.row_choices import PERSON, RowChoiceFilter
from core.selects import ListFilters
from leads.choices import RatingMark, RatingMoment
from leads.filters import campaigns_of, owners_of
from leads.models import HandoffQuestion, LeadRating


class QuestionFilter(ListFilters):
    """Questions of reps; without a state the page shows those that wait."""

    first = ("state", "asked_by", "campaign")
    STATES = (
        ("open", pgettext_lazy("questions", "Waiting")),
        ("answered", pgettext_lazy("questions", "Answered")),
        ("all", pgettext_lazy("questions", "All")),
    )

    state = df.ChoiceFilter(method="as_they_stand", choices=STATES, label=_("State"), empty_label=_("Waiting ones"))
    asked_by = RowChoiceFilter(queryset=owners_of, shown=PERSON, label=_("Asked by"), empty_label=_("Everybody"))
    campaign = RowChoiceFilter(
        field_name="handoff__lead__campaign", queryset=campaigns_of, label=_("Campaign"),
        empty_label=_("All campaigns"),
    )  # fmt: skip
    late = OnlyFilter(field_name="breached_at", lookup_expr="isnull", exclude=True, label=_("Answer late"))

    class Meta:
        model = HandoffQuestion
        fields: tuple[str, ...] = ()

    def as_they_stand(self, queryset: QuerySet[HandoffQuestion], _name: str, value: str) -> QuerySet[HandoffQuestion]:
        if value == "all":
            return queryset
        return queryset.filter(closed_at=None) if value == "open" else queryset.exclude(answered_at=None)


class QuestionApiFilter(QuestionFilter):
    class Meta:
        model = HandoffQuestion
        fields = ("handoff", "clock")


class RatingFilter(ListFilters):
    """What reps found the leads worth."""

    first = ("moment", "fit", "timing", "data", "campaign")

    moment = df.ChoiceFilter(choices=RatingMoment, label=_("Moment of the rating"), empty_label=_("Both moments"))
    fit = df.ChoiceFilter(choices=RatingMark, label=_("Fit"), empty_label=_("All"))
    timing = df.ChoiceFilter(choices=RatingMark, label=_("Timing"), empty_label=_("All"))
    data = df.ChoiceFilter(choices=RatingMark, label=_("Data"), empty_label=_("All"))
    campaign = RowChoiceFilter(
        field_name="lead__campaign", queryset=campaigns_of, label=_("Campaign"), empty_label=_("All campaigns")
    )
    by = RowChoiceFilter(queryset=owners_of, shown=PERSON, label=_("Rated by"), empty_label=_("Everybody"))
    rated_from = df.DateFilter(method="since", label=_("Rated from"))
    rated_to = df.DateFilter(method="until", label=_("Rated until"))

    class Meta:
        model = LeadRating
        fields: tuple[str, ...] = ()

    def since(self, queryset: QuerySet[LeadRating], _name: str, value: date) -> QuerySet[LeadRating]:
        return queryset.filter(rated_at__gte=clock.start_utc(value))

    def until(self, queryset: QuerySet[LeadRating], _name: str, value: date) -> QuerySet[LeadRating]:
        return queryset.filter(rated_at__lt=clock.end_utc(value))


class RatingApiFilter(RatingFilter):
    class Meta:
        model = LeadRating
        fields = ("lead",)

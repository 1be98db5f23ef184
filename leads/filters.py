"""FilterSets shared by the list pages, the API and the exports; that of leads is in `lead_filter`."""

from datetime import date
from typing import Any

import django_filters as df
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.filters import OnlyFilter
from core.row_choices import PERSON, RowChoiceFilter
from core.selects import ListFilters
from leads.choices import CampaignChannel, CampaignState, HandoffDecision
from leads.filter_fields import FigureFilter
from leads.models import Campaign, CampaignCost, Handoff, LeadStep
from leads.selectors.quality.asked import Figure
from leads.selectors.quality.rows import handoffs_behind
from leads.selectors.receivers import receivers


def campaigns_of(request: Any) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user) if request else Campaign.objects.none()


def owners_of(request: Any) -> QuerySet[Any]:
    return receivers(request.user) if request else User.objects.none()


class CampaignFilter(ListFilters):
    q = df.CharFilter(field_name="name", lookup_expr="icontains", label=_("Search"))
    channel = df.ChoiceFilter(choices=CampaignChannel, label=_("Channel"), empty_label=_("All channels"))
    state = df.ChoiceFilter(choices=CampaignState, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()


class HandoffFilter(ListFilters):
    first = ("decision", "to", "campaign")

    decision = df.ChoiceFilter(choices=HandoffDecision, label=_("Decision"), empty_label=_("Any decision"))
    to = RowChoiceFilter(queryset=owners_of, shown=PERSON, label=_("To"), empty_label=_("Any receiver"))
    campaign = RowChoiceFilter(
        field_name="lead__campaign", queryset=campaigns_of, label=_("Campaign"), empty_label=_("All campaigns")
    )
    sent_from = df.DateFilter(method="since", label=_("Sent from"))
    sent_to = df.DateFilter(method="until", label=_("Sent until"))
    figure = FigureFilter()

    class Meta:
        model = Handoff
        fields: tuple[str, ...] = ()

    def since(self, queryset: QuerySet[Handoff], _name: str, value: date) -> QuerySet[Handoff]:
        return queryset.filter(sent_at__gte=clock.start_utc(value))

    def until(self, queryset: QuerySet[Handoff], _name: str, value: date) -> QuerySet[Handoff]:
        return queryset.filter(sent_at__lt=clock.end_utc(value))

    def behind(self, queryset: QuerySet[Handoff], _name: str, figure: Figure) -> QuerySet[Handoff]:
        """The handoffs counted in a figure, as the last night left them."""
        return queryset.filter(pk__in=handoffs_behind(self.request.user, figure))


class CostFilter(ListFilters):
    campaign = RowChoiceFilter(queryset=campaigns_of, label=_("Campaign"), empty_label=_("All campaigns"))
    channel = df.ChoiceFilter(
        field_name="campaign__channel", choices=CampaignChannel, label=_("Channel"), empty_label=_("All channels")
    )
    first = df.DateFilter(field_name="day", lookup_expr="gte", label=_("Spent from"))
    last = df.DateFilter(field_name="day", lookup_expr="lte", label=_("Spent until"))

    class Meta:
        model = CampaignCost
        fields: tuple[str, ...] = ()


class StepFilter(ListFilters):
    mine = OnlyFilter(method="of_mine", label=_("Mine"))
    overdue = OnlyFilter(method="of_overdue", label=_("Overdue"))
    who = RowChoiceFilter(queryset=owners_of, shown=PERSON, label=_("Who"), empty_label=_("Everybody"))
    due_to = df.DateFilter(field_name="due_on", lookup_expr="lte", label=_("Until"))

    class Meta:
        model = LeadStep
        fields: tuple[str, ...] = ()

    def of_mine(self, queryset: QuerySet[LeadStep], _name: str, value: bool) -> QuerySet[LeadStep]:
        return queryset.filter(who=self.request.user) if value else queryset.exclude(who=self.request.user)

    def of_overdue(self, queryset: QuerySet[LeadStep], _name: str, value: bool) -> QuerySet[LeadStep]:
        late = {"due_on__lt": clock.local_day()}
        return queryset.filter(**late) if value else queryset.exclude(**late)

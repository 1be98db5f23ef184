"""FilterSets shared by the list pages, the API and the exports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import django_filters as df
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core import clock
from core.apart import Apart, Keys
from core.filters import OnlyFilter
from core.paging import Place
from core.seams import has_seam, holding_phrase
from core.selects import PERSON, ListFilters, RowChoiceFilter
from leads import reach
from leads.choices import (
    OPEN_STATES,
    CampaignChannel,
    CampaignState,
    HandoffDecision,
    Interest,
    LeadState,
)
from leads.filter_fields import FigureFilter, ScoreFilter
from leads.models import Campaign, CampaignCost, CurrentScore, Handoff, Lead, LeadStep
from leads.selectors.quality.asked import Figure
from leads.selectors.quality.rows import handoffs_behind, leads_behind
from leads.selectors.receivers import receivers

S = LeadState
TABS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("new", pgettext_lazy("leads", "New"), (S.NEW,)),
    ("qualified", pgettext_lazy("leads", "Qualified"), (S.QUALIFIED,)),
    ("unassigned", pgettext_lazy("leads", "Unassigned"), ()),
    ("routed", pgettext_lazy("leads", "Routed"), (S.ROUTED,)),
    ("handed_off", pgettext_lazy("leads", "Handed off"), (S.HANDED_OFF,)),
    ("working", pgettext_lazy("leads", "In progress"), (S.ACCEPTED, S.WORKING)),
    ("converted", pgettext_lazy("leads", "Converted"), (S.CONVERTED, S.WON, S.LOST)),
    ("recycled", pgettext_lazy("leads", "Recycled"), (S.RECYCLED,)),
    ("out", pgettext_lazy("leads", "Out"), (S.DISQUALIFIED, S.MERGED, S.OBJECTED)),
)
STATES_OF = {key: states for key, _label, states in TABS}
WITH_AN_INDEX = {
    "q", "tab", "state", "campaign", "channel", "owner", "interest", "accepted", "captured_from", "captured_to",
}  # fmt: skip
SCORES = {  # filter → what it asks of the scores
    "min_fit": "fit__gte",
    "min_engagement": "engagement__gte",
    "min_probability": "probability__gte",
    "cell": "cell__in",
}
FEWER = 101  # as many are counted where each of them is looked up among the scores
MOST_PARTS = 8  # more are not worth asking apart
SHORTEST_ANYWHERE = 3  # letters that the index of words knows


def fold(text: str) -> Func:
    return Func(Value(text), function="core_fold", output_field=TextField())


def campaigns_of(request: Any) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user) if request else Campaign.objects.none()


def owners_of(request: Any) -> QuerySet[Any]:
    return receivers(request.user) if request else User.objects.none()


class LeadFilter(ListFilters):
    tabs = ("tab",)
    words = "q"
    first = ("campaign", "owner", "channel", "interest")

    q = df.CharFilter(method="search", label=_("Search"))
    tab = df.ChoiceFilter(method="in_tab", choices=[(key, label) for key, label, _states in TABS], label=_("State"))
    state = df.MultipleChoiceFilter(choices=LeadState, label=_("State"), distinct=False)
    campaign = RowChoiceFilter(queryset=campaigns_of, label=_("Campaign"), empty_label=_("All campaigns"))
    channel = df.ChoiceFilter(
        method="through", choices=CampaignChannel, label=_("Channel"), empty_label=_("All channels")
    )
    owner = RowChoiceFilter(queryset=owners_of, shown=PERSON, label=_("Owner"), empty_label=_("All owners"))
    interest = df.ChoiceFilter(choices=Interest, label=_("Interest"), empty_label=_("Any interest"))
    min_fit = ScoreFilter("score__fit", label=_("Fit, at least"))
    min_engagement = ScoreFilter("score__engagement", label=_("Engagement, at least"))
    min_probability = ScoreFilter("score__probability", label=_("Probability, at least (%)"))
    cell = df.MultipleChoiceFilter(
        field_name="score__cell", distinct=False, label=pgettext_lazy("scoring", "Cell"),
        choices=[(cell, cell) for cell in reach.CELLS],
    )  # fmt: skip
    accepted = OnlyFilter(field_name="accepted_at", lookup_expr="isnull", exclude=True, label=_("Accepted by sales"))
    left = OnlyFilter(method="of_leavers", label=_("Of people who left"))
    captured_from = df.DateFilter(method="since", label=_("Captured from"))
    captured_to = df.DateFilter(method="until", label=_("Captured until"))
    figure = FigureFilter()

    class Meta:
        model = Lead
        fields: tuple[str, ...] = ()

    def parts(self, order: Sequence[str] = ()) -> Apart:
        """By state and by reach: several states, or a team and its manager, come from one index each."""
        said, ways = self.said, self.ways
        alone = bool(ways) and not said
        if order and order[0].removeprefix("-") != "captured_at":
            by_cell = alone and order[0].removeprefix("-") == "score__cell"
            return reach.by_cell(ways, tuple(order)) if by_cell else Apart()
        if alone:
            return reach.in_order(ways, tuple(order))
        by, column, values = "tab", "state", STATES_OF.get(said.get("tab", ""), ())
        if not values:
            by, values = "state", tuple(dict.fromkeys(said.get("state", ())))
        if not values and ways:
            by, column, values = "cell", "score__cell", tuple(dict.fromkeys(said.get("cell", ())))
        apart = Apart(self.ways_to or (Q(),), column, values)
        if not 1 < len(apart) <= MOST_PARTS:
            return Apart()
        rows = Lead.objects.all() if ways else self.queryset if order else self.plain
        narrowed = self.narrowed(rows, but=by if values else "")
        rows = narrowed if order and self.walked else self.worded(narrowed)
        return replace(apart, rows=rows, cap=FEWER if self.beside_scores else apart.cap)

    def narrowed(self, queryset: QuerySet[Lead], but: str = "") -> QuerySet[Lead]:
        """In a reach, scores are joined by the moment of capture too; those of a team from a number on, one by one."""
        found: QuerySet[Lead] = super().narrowed(queryset, but)
        joined = self.beside_scores and ("cell" in self.said or not self.ways_to)
        return found.filter(score__captured_at=F("captured_at")) if joined else found

    @property
    def beside_scores(self) -> bool:
        """A reach is narrowed by scores."""
        return bool(self.plain.query.where) and not SCORES.keys().isdisjoint(self.said)

    @property
    def ways_to(self) -> tuple[Q, ...]:
        return tuple(Lead.objects.ways_to(self.request.user))

    @property
    def ways(self) -> tuple[Q, ...]:
        """The conditions of a reach, where nothing else narrows the leads to begin with."""
        return self.ways_to if getattr(self.plain, "reach_alone", False) else ()

    @property
    def plain(self) -> QuerySet[Lead]:
        """What the filters narrow, not joined to scores only to be sorted by one."""
        plain: QuerySet[Lead] = getattr(self.queryset, "plain", self.queryset)
        return plain

    @property
    def scores(self) -> QuerySet[CurrentScore] | None:
        """The scores alone, where all leads are seen and nothing else is asked: every lead has one row of them."""
        if self.plain.query.where or not self.said.keys() <= SCORES.keys():
            return None
        return CurrentScore.objects.filter(**{SCORES[name]: value for name, value in self.said.items()})

    def counted(self, found: QuerySet[Lead]) -> QuerySet[Any]:
        scores = self.scores if self.said else None
        if scores is not None:
            return scores
        return found if self.plain is self.queryset or self.sought else self.narrowed(self.plain)

    def keyed(self, found: QuerySet[Lead], at: Place) -> Keys:
        names = [name.replace("score__", "") for name in at.reading]
        alone = all("score__" in name or name.endswith("pk") for name in at.reading)
        if alone and (scores := self.scores) is not None:
            return at.keys(scores, names)
        if not at.reading[0].removeprefix("-").startswith("score__") or not self.plain.query.where:
            return at.keys(found)
        if self.ways and not self.said and not at.values:
            return RawSQL(*reach.by_score(self.ways, tuple(at.reading), at.most))  # noqa: S611 - compiled by Django
        return at.keys(found if self.ways_to else found.filter(score__captured_at=F("captured_at")))

    def walks(self, order: Sequence[str]) -> bool:
        """A name in full is seldom met on the way, and found at once by where its words meet."""
        if has_seam(self.text.strip()):
            return False
        if order[0].removeprefix("-") == "captured_at":
            return WITH_AN_INDEX.issuperset(self.said)
        return set(self.said) == {"q"} and not self.plain.query.where  # all leads, by a score

    def holding(self, text: str) -> Q:
        """The words anywhere in the search document; one or two letters, at the beginning of a word."""
        words = text.strip()
        if len(words) >= SHORTEST_ANYWHERE:
            return Q(search_document__contains=fold(words))
        return Q(search_document__startswith=fold(words)) | Q(search_document__contains=fold(f" {words}"))

    def search(self, queryset: QuerySet[Lead], _name: str, value: str) -> QuerySet[Lead]:
        """The same condition, as an index finds it: two words by where they meet."""
        words = value.strip()
        known = has_seam(words)
        return queryset.filter(holding_phrase("search_document", fold(words)) if known else self.holding(words))

    def through(self, queryset: QuerySet[Lead], _name: str, value: str) -> QuerySet[Lead]:
        """By the numbers of the campaigns: joined to them, the newest leads of a channel are looked for among all."""
        return queryset.filter(campaign__in=self.of_channel)

    @cached_property
    def of_channel(self) -> list[int]:
        return list(Campaign.objects.filter(channel=self.said["channel"]).values_list("pk", flat=True))

    def since(self, queryset: QuerySet[Lead], _name: str, value: date) -> QuerySet[Lead]:
        return queryset.filter(captured_at__gte=clock.start_utc(value))

    def until(self, queryset: QuerySet[Lead], _name: str, value: date) -> QuerySet[Lead]:
        return queryset.filter(captured_at__lt=clock.end_utc(value))

    def behind(self, queryset: QuerySet[Lead], _name: str, figure: Figure) -> QuerySet[Lead]:
        """The leads counted in a figure, as the last night left them."""
        return queryset.filter(pk__in=leads_behind(self.request.user, figure))

    def of_leavers(self, queryset: QuerySet[Lead], _name: str, value: bool) -> QuerySet[Lead]:
        """Open leads whose rep no longer works here; without them when the answer is no."""
        left = {"owner__in": self.gone, "state__in": OPEN_STATES}
        return queryset.filter(**left) if value else queryset.exclude(**left)

    @cached_property
    def gone(self) -> list[int]:
        return list(User.objects.filter(is_active=False).values_list("pk", flat=True))

    def in_tab(self, queryset: QuerySet[Lead], _name: str, value: str) -> QuerySet[Lead]:
        if value == "unassigned":
            return queryset.unassigned()  # type: ignore[attr-defined, no-any-return]
        return queryset.filter(state__in=STATES_OF[value])


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

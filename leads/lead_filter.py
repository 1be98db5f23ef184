"""The filters of leads: the list, its API, its export, the board, and what is done to many at once."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import django_filters as df
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core import clock
from core.apart import EACH, FEW, MANY, WORDS, Apart, Keys
from core.filters import OnlyFilter
from core.known import Known
from core.paging import Place
from core.repeated import Repeated
from core.row_choices import MOST_KEPT, PERSON, RowChoiceFilter
from core.seams import has_seam, holding_phrase
from core.selects import ListFilters
from leads import reach
from leads.choices import OPEN_STATES, CampaignChannel, Interest, LeadState
from leads.filter_fields import FigureFilter, ScoreFilter
from leads.filters import campaigns_of, owners_of
from leads.models import Campaign, CurrentScore, Lead
from leads.selectors.quality.asked import Figure
from leads.selectors.quality.rows import leads_behind

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
ALIKE = {"tab", "state", "campaign", "channel", "owner", "interest", "accepted", *SCORES}  # told by `_value`
OF_CHANNEL = Repeated(lambda: Campaign.objects.filter(channel=EACH).order_by().values_list("pk"))
WRITTEN: Known[Apart] = Known(MOST_KEPT)
MOST_PARTS = 8  # more are not worth asking apart
SHORTEST_ANYWHERE = 3  # letters that the index of words knows


def fold(text: str) -> Func:
    return Func(Value(text), function="core_fold", output_field=TextField())


class OneOf(Func):
    """The first is among the numbers of the second: one value of a statement, however many they are."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


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
        """By state and by reach: several states, or a team and its manager, come from one index each; what comes from
        one alone is found once for the page and the count. Written once for each reach and what is asked of it."""
        if (asked := self._asked()) is None:
            return self.apart(order)
        return WRITTEN.get((*asked, *order), lambda: self.apart(order).compiled(order))

    def walked_alike(self) -> tuple[str, Q, tuple[Hashable, ...]] | None:
        words, asked = self.text.strip(), self._asked(but=self.words)
        if asked is None or len(words) < SHORTEST_ANYWHERE:
            return None
        return words, Q(search_document__contains=fold(WORDS)), asked

    def _asked(self, but: str = "") -> tuple[Hashable, ...] | None:
        """A reach and what is asked of it but this filter, where nothing else decides which leads are found."""
        said = {name: value for name, value in self.said.items() if name != but}
        if not (self.reach_alone and ALIKE.issuperset(said)):
            return None
        whose = Lead.objects.reach_of(self.request.user), self.all_seen, self.wide, self.plain is self.queryset
        return type(self).__qualname__, *whose, *((name, self._value(name, value)) for name, value in said.items())

    def _value(self, name: str, value: Any) -> Hashable:
        """All that a condition depends on."""
        if name == "channel":
            return tuple(self.of_channel.value)
        return tuple(value) if isinstance(value, list) else getattr(value, "pk", value)

    def apart(self, order: Sequence[str]) -> Apart:
        """The sets that hold all the leads found, without their statements."""
        said, ways = self.said, self.ways
        if said and self.scores is not None:
            cap, names = MANY if self.all_seen else FEW, [name.replace("score__", "") for name in order]
            if said.keys() == {"cell"} and len(said["cell"]) <= MOST_PARTS and names[:1] == ["-captured_at"]:
                cells = tuple(dict.fromkeys(said["cell"]))
                return Apart((Q(),), "cell", cells, self.scores_in_reach, order=names, cap=cap, at_once=True)
            return Apart(rows=self.scores, order=names, cap=cap)
        if order and order[0].removeprefix("-") != "captured_at":
            return Apart() if self.all_seen or self.ways_to else Apart(rows=self.by_scores, at_once=True)
        if ways and not said:
            return Apart(ways, rows=Lead.objects.all())
        by, column, values = "tab", "state", STATES_OF.get(said.get("tab", ""), ())
        if not values:
            by, values = "state", tuple(dict.fromkeys(said.get("state", ())))
        if not values and ways:
            by, column, values = "cell", "score__cell", tuple(dict.fromkeys(said.get("cell", ())))
        apart = Apart(self.ways_to or (Q(),), column, values)
        if len(apart) > MOST_PARTS:
            return Apart()
        rows = Lead.objects.all() if ways else self.queryset if order else self.plain
        narrowed = self.narrowed(rows, but=by if values else "")
        rows = narrowed if order and self.walked else self.worded(narrowed)
        seldom = self.beside_scores or ("channel" in said and self.ways_to[1:])  # met among those in reach
        cap = FEW if seldom and self.ways_to else MANY
        return replace(apart, rows=rows, cap=cap, at_once=not ("channel" in said and self.all_seen))

    def narrowed(self, queryset: QuerySet[Lead], but: str = "") -> QuerySet[Lead]:
        """In a reach, scores are joined by the moment of capture too; those of a team from a number on, one by one."""
        found: QuerySet[Lead] = super().narrowed(queryset, but)
        joined = self.beside_scores and ("cell" in self.said or not self.ways_to)
        return found.filter(score__captured_at=F("captured_at")) if joined else found

    @cached_property
    def beside_scores(self) -> bool:
        """A reach is narrowed by scores."""
        return not self.all_seen and not SCORES.keys().isdisjoint(self.said)

    @cached_property
    def all_seen(self) -> bool:
        """All leads are in reach, and nothing narrows them to begin with."""
        return not self.plain.query.where

    @cached_property
    def reach_alone(self) -> bool:
        """Nothing but a reach narrows them to begin with."""
        return self.all_seen or getattr(self.plain, "reach_alone", False)

    @cached_property
    def ways_to(self) -> tuple[Q, ...]:
        return tuple(Lead.objects.ways_to(self.request.user))

    @cached_property
    def ways(self) -> tuple[Q, ...]:
        """The conditions of a reach, where nothing else narrows the leads to begin with."""
        return self.ways_to if self.reach_alone else ()

    @cached_property
    def plain(self) -> QuerySet[Lead]:
        """What the filters narrow, not joined to scores only to be sorted by one."""
        leads: QuerySet[Lead] = self.queryset
        plain: QuerySet[Lead] = getattr(leads, "plain", leads)
        return plain

    @cached_property
    def scores(self) -> QuerySet[CurrentScore] | None:
        """The scores alone, where nothing else is asked: every lead has one row of them, which knows whose it is.

        Nothing where so few are in reach that the leads are better found first.
        """
        if not self.said.keys() <= SCORES.keys() or not self.wide:
            return None
        return self.scores_in_reach.filter(**{SCORES[name]: value for name, value in self.said.items()})

    @property
    def scores_in_reach(self) -> QuerySet[CurrentScore]:
        scores: QuerySet[CurrentScore] = CurrentScore.objects.all()
        return scores if self.all_seen else CurrentScore.objects.visible_to(self.request.user)

    @property
    def by_scores(self) -> QuerySet[Lead]:
        """Her own leads with their scores: so few that all are found, then sorted."""
        rows = self.worded(self.narrowed(self.queryset))
        return rows if self.beside_scores else rows.filter(score__captured_at=F("captured_at"))

    @cached_property
    def wide(self) -> bool:
        return self.reach_alone and reach.wide(self.request.user, narrowed=bool(self.said))

    def counted(self, found: QuerySet[Lead]) -> QuerySet[Any]:
        scores = self.scores if self.said else None
        if scores is not None:
            return scores
        return found if self.plain is self.queryset or self.sought else self.narrowed(self.plain)

    def keyed(self, found: QuerySet[Lead], at: Place) -> Keys:
        if not at.reading[0].removeprefix("-").startswith("score__"):
            return at.keys(found)
        if self.ways and not self.said and not at.values:
            return RawSQL(*reach.by_score(self.ways, tuple(at.reading), at.most, walked=self.wide))  # noqa: S611
        if (scores := self.scores) is not None:
            return at.keys(scores, [name.replace("score__", "") for name in at.reading])
        return at.keys(found if self.all_seen or self.ways_to else self.by_scores)

    def walks(self, order: Sequence[str]) -> bool:
        """A name in full is seldom met on the way, and found at once by where its words meet."""
        if has_seam(self.text.strip()):
            return False
        if order[0].removeprefix("-") == "captured_at":
            return WITH_AN_INDEX.issuperset(self.said)
        return set(self.said) == {"q"} and self.all_seen  # by a score

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
        return queryset.filter(OneOf(F("campaign"), self.of_channel))

    @cached_property
    def of_channel(self) -> Value:
        found = sorted(number for (number,) in OF_CHANNEL.of(self.said["channel"]))
        return Value(found, output_field=ArrayField(BigIntegerField()))

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

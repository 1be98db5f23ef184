"""FilterSets shared by the pages and the API."""

from datetime import date
from functools import partial
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Role
from accounts.models import Team, User
from core import clock
from core.filters import OnlyFilter
from core.row_choices import RowChoiceFilter
from core.selects import ListFilters
from crm.models import Company, Fact
from debrief.choices import (
    AppealState,
    CompanyField,
    DebriefState,
    Decision,
    FindingKind,
    FindingState,
    GuardCategory,
    Novelty,
    QuestionAbout,
    QuestionState,
    RecordPart,
    Timeliness,
)
from debrief.models import (
    Appeal,
    Debrief,
    Finding,
    GuardOverride,
    Question,
    RecordHealth,
    Substitution,
    Visit,
)
from debrief.selectors.contradictions import heads

ANY = pgettext_lazy("filter", "All")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FLAGS = (
    ("late", _("Late")),
    ("big", _("Amount over €10,000")),
    ("conflict", _("In conflict")),
    ("guard", _("Set aside by the guard")),
    ("known", _("Possible duplicate")),
)


WHOSE = (
    ("mine", _("Mine")),
    ("replaced", _("Of somebody I replace")),
    ("free", _("Taken by nobody")),
)


class DebriefFilter(ListFilters):
    state = filters.ChoiceFilter(empty_label=ANY, choices=DebriefState.choices, label=_("State"))
    timeliness = filters.ChoiceFilter(empty_label=ANY, choices=Timeliness.choices, label=_("Timeliness"))
    kind = filters.ChoiceFilter(empty_label=ANY, choices=FindingKind.choices, method="with_kind", label=_("Kind"))
    flag = filters.ChoiceFilter(empty_label=ANY, choices=FLAGS, method="with_flag", label=_("Attention"))
    whose = filters.ChoiceFilter(empty_label=ANY, choices=WHOSE, method="with_reviewer", label=_("Reviewer"))
    rep = RowChoiceFilter(
        queryset=User.objects.filter(role__in=(Role.REP, Role.SALES_MANAGER)).order_by("name", "pk"),
        label=_("Rep"),
        empty_label=ANY,
    )
    team = RowChoiceFilter(queryset=Team.objects.all(), field_name="rep__team", label=_("Team"), empty_label=ANY)
    since = filters.DateFilter(field_name="work_date", lookup_expr="gte", label=_("From"), widget=DAY)
    until = filters.DateFilter(field_name="work_date", lookup_expr="lte", label=_("To"), widget=DAY)

    class Meta:
        model = Debrief
        fields = ("state", "timeliness", "kind", "flag", "whose", "rep", "team", "since", "until")

    def with_kind(self, queryset: QuerySet[Debrief], name: str, value: str) -> QuerySet[Debrief]:
        return queryset.filter(Exists(Finding.objects.live().filter(visit__debrief=OuterRef("pk"), kind=value)))

    def with_reviewer(self, queryset: QuerySet[Debrief], name: str, value: str) -> QuerySet[Debrief]:
        user = self.request.user
        if value == "free":
            return queryset.filter(reviewer=None)
        if value == "mine":
            return queryset.filter(reviewer=user.pk)
        replaced = Substitution.objects.running(clock.local_day()).filter(substitute=user.pk)
        return queryset.filter(reviewer__in=replaced.values("absent"))

    def with_flag(self, queryset: QuerySet[Debrief], name: str, value: str) -> QuerySet[Debrief]:
        if value == "late":
            return queryset.filter(review_due_at__lt=timezone.now())
        if value == "big":
            return queryset.filter(Exists(Visit.objects.filter(debrief=OuterRef("pk"), amount__gt=10_000)))
        about = {
            "conflict": Q(in_conflict=True),
            "guard": Q(state=FindingState.QUARANTINED),
            "known": Q(novelty=Novelty.KNOWN),
        }[value]
        return queryset.filter(Exists(Finding.objects.live().filter(about, visit__debrief=OuterRef("pk"))))


class ReviewFilter(DebriefFilter):
    """The inbox: its tabs say the state."""

    first = ("timeliness", "kind", "flag", "whose", "team")

    class Meta:
        model = Debrief
        fields = ("timeliness", "kind", "flag", "whose", "team", "rep", "since", "until")

    state = None


class FindingFilter(ListFilters):
    kind = filters.ChoiceFilter(empty_label=ANY, choices=FindingKind.choices, label=_("Kind"))
    state = filters.ChoiceFilter(empty_label=ANY, choices=FindingState.choices, label=_("State"))
    novelty = filters.ChoiceFilter(empty_label=ANY, choices=Novelty.choices, label=_("Novelty"))
    decision = filters.ChoiceFilter(
        empty_label=ANY, choices=Decision.choices, method="with_decision", label=_("Decision")
    )
    in_conflict = OnlyFilter(label=_("In conflict"))
    company = filters.NumberFilter(field_name="company_id", label=_("Company"))
    debrief = filters.NumberFilter(field_name="visit__debrief_id", label=_("Debrief"))

    class Meta:
        model = Finding
        fields = ("kind", "state", "novelty", "decision", "in_conflict", "company", "debrief")

    def with_decision(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return queryset.filter(verdicts__reversed_at=None, verdicts__decision=value)


BETWEEN = (
    ("conflict", _("In conflict")),
    ("reps", _("Rep against rep")),
    ("self", _("One rep, two versions")),
    ("crm", _("Rep against the CRM")),
)


class ContradictionFilter(ListFilters):
    between = filters.ChoiceFilter(
        empty_label=ANY, choices=BETWEEN, method="with_between", label=pgettext_lazy("contradiction", "Between")
    )
    field = filters.ChoiceFilter(
        empty_label=ANY,
        choices=[("contact", _("Person")), *CompanyField.choices],
        method="with_field",
        label=_("Field"),
    )
    team = RowChoiceFilter(
        queryset=Team.objects.all(), field_name="visit__debrief__rep__team", label=_("Team"), empty_label=ANY
    )
    company = filters.NumberFilter(field_name="company_id", label=_("Company"), widget=forms.HiddenInput)

    class Meta:
        model = Finding
        fields = ("between", "field", "team", "company")

    def with_field(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return queryset.filter(kind="contact") if value == "contact" else queryset.filter(field=value)

    def with_between(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return queryset.filter(pk__in=heads(self.request.user, value))


class AppealFilter(ListFilters):
    state = filters.ChoiceFilter(empty_label=ANY, choices=AppealState.choices, label=_("State"))
    mine = OnlyFilter(method="for_me", label=_("I may decide"))

    class Meta:
        model = Appeal
        fields = ("state", "mine")

    def for_me(self, queryset: QuerySet[Appeal], name: str, value: bool) -> QuerySet[Appeal]:
        rows: Any = queryset
        return rows.open_to(self.request.user) if value else rows  # type: ignore[no-any-return]


def _words(field: str) -> list[tuple[str, str]]:
    """The words that companies bear in a column, in order."""
    found = Company._base_manager.exclude(**{field: ""}).order_by(field).values_list(field, flat=True).distinct()
    return [(word, word) for word in found[:200]]


class MarketFilter(ListFilters):
    sector = filters.ChoiceFilter(
        field_name="company__sector", choices=partial(_words, "sector"), label=_("Sector"), empty_label=_("All sectors")
    )
    segment = filters.ChoiceFilter(
        field_name="company__segment",
        choices=partial(_words, "segment"),
        label=_("Segment"),
        empty_label=_("All segments"),
    )
    team = filters.ModelChoiceFilter(
        queryset=Team.objects.order_by("name"),
        field_name="company__owner__team",
        label=_("Team"),
        empty_label=_("All teams"),
    )
    since = filters.DateFilter(method="heard_since", label=_("Heard since"), widget=DAY)

    class Meta:
        model = Fact
        fields = ("sector", "segment", "team", "since")

    def heard_since(self, queryset: QuerySet[Fact], name: str, value: date) -> QuerySet[Fact]:
        return queryset.filter(confirmed_at__gte=clock.start_utc(value))


ASKED = [choice for choice in QuestionState.choices if choice[0] != QuestionState.SET_ASIDE]


class QuestionFilter(ListFilters):
    q = filters.CharFilter(method="with_words", label=_("Search"))
    state = filters.ChoiceFilter(empty_label=ANY, choices=ASKED, label=_("State"))
    about = filters.ChoiceFilter(empty_label=ANY, choices=QuestionAbout.choices, label=_("About"))
    kind = filters.ChoiceFilter(empty_label=ANY, choices=FindingKind.choices, label=_("Kind"))

    class Meta:
        model = Question
        fields = ("q", "state", "about", "kind")

    def with_words(self, queryset: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        words = Q(text_fr__icontains=value) | Q(text_en__icontains=value) | Q(company__name__icontains=value)
        return queryset.filter(words)


class RecordFilter(ListFilters):
    team = RowChoiceFilter(
        queryset=Team.objects.all(), field_name="company__owner__team", label=_("Team"), empty_label=ANY
    )
    segment = filters.CharFilter(field_name="company__segment", lookup_expr="iexact", label=_("Segment"))
    missing = filters.ChoiceFilter(
        empty_label=ANY, choices=RecordPart.choices, method="with_part", label=pgettext_lazy("record", "Missing")
    )
    stale = filters.ChoiceFilter(
        empty_label=ANY, choices=RecordPart.choices, method="with_part", label=pgettext_lazy("record", "To confirm")
    )

    class Meta:
        model = RecordHealth
        fields = ("team", "segment", "missing", "stale")

    def with_part(self, queryset: QuerySet[RecordHealth], name: str, value: str) -> QuerySet[RecordHealth]:
        return queryset.filter(**{f"{name}__regex": rf"(^|,){value}(,|$)"})


class GuardFilter(ListFilters):
    """Texts let through, by kind, person and day."""

    category = filters.ChoiceFilter(choices=GuardCategory.choices, empty_label=ANY, label=_("Category"))
    by = RowChoiceFilter(
        queryset=User.objects.filter(role=Role.MARKETER).order_by("name"), empty_label=ANY, label=_("By")
    )
    since = filters.DateFilter(field_name="at", lookup_expr="date__gte", widget=DAY, label=_("Since"))

    class Meta:
        model = GuardOverride
        fields = ("category", "by", "since")

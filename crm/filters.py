"""FilterSets shared by the list pages, the API and the exports."""

from collections.abc import Sequence
from typing import Any

import django_filters as df
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Role, Scope
from accounts.models import Team, User
from accounts.scoping import scope_of
from core.filters import OnlyFilter
from core.row_choices import PERSON, RowChoiceFilter
from core.selects import ListFilters
from crm.choices import ActivityKind, BuyingRole, HowAcquired, LossReason, OpportunityState, Stage
from crm.models import Activity, Company, Contact, Fact, MergeLog, Opportunity, Product
from crm.querysets import holding
from crm.rules.notice import FROM_HER

DAY = forms.DateInput(attrs={"type": "date"})


def hinted(text: Any) -> forms.TextInput:
    """A short text field that says what it filters."""
    return forms.TextInput(attrs={"placeholder": text})


def people_of(request: Any) -> QuerySet[Any]:
    """The people whose rows this person may see; whoever sees them all chooses among all who sell or sold."""
    if request is None:
        return User.objects.none()
    if scope_of(request.user, "crm") == Scope.ALL:
        return User.objects.in_role(Role.REP, Role.SALES_MANAGER).order_by("name", "pk")
    owned = Company.objects.visible_to(request.user).filter(owner=OuterRef("pk")).order_by()
    sold = Opportunity.objects.visible_to(request.user).filter(owner=OuterRef("pk")).order_by()
    return User.objects.filter(Exists(owned) | Exists(sold)).order_by("name", "pk")


def teams_of(request: Any) -> QuerySet[Any]:
    if request is None:
        return Team.objects.none()
    if scope_of(request.user, "crm") == Scope.ALL:
        return Team.objects.order_by("name")
    return Team.objects.filter(Exists(people_of(request).filter(team=OuterRef("pk")).order_by())).order_by("name")


class WordsFilter(ListFilters):
    words = "q"
    q = df.CharFilter(method="search", label=_("Search"), widget=hinted(_("Search")))

    def search(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Every word somewhere in the search document."""
        return queryset.filter(self.holding(value))

    def walks(self, _order: Sequence[str]) -> bool:
        return set(self.said) == {"q"} and scope_of(self.request.user, "crm") == Scope.ALL

    def holding(self, text: str) -> Q:
        return holding(text)


class CompanyFilter(WordsFilter):
    first = ("sector", "city", "owner", "team")

    sector = df.CharFilter(lookup_expr="iexact", label=_("Sector"), widget=hinted(_("Sector")))
    city = df.CharFilter(lookup_expr="iexact", label=_("Town"), widget=hinted(_("Town")))
    country = df.CharFilter(lookup_expr="iexact", label=_("Country"))
    segment = df.CharFilter(lookup_expr="iexact", label=_("Segment"))
    owner = RowChoiceFilter(queryset=people_of, shown=PERSON, label=_("Owner"), empty_label=_("All owners"))
    team = RowChoiceFilter(queryset=teams_of, field_name="owner__team", label=_("Team"), empty_label=_("All teams"))
    unowned = OnlyFilter(field_name="owner", lookup_expr="isnull", label=_("Without owner"))
    heard = df.CharFilter(method="where_heard", label=_("Heard in the field"), widget=forms.HiddenInput())
    min_employees = df.NumberFilter(field_name="employees", lookup_expr="gte", label=_("Employees, at least"))

    class Meta:
        model = Company
        fields: tuple[str, ...] = ()

    def where_heard(self, queryset: QuerySet[Company], _name: str, value: str) -> QuerySet[Company]:
        """Companies of which this is said: `topic:the words, folded`."""
        topic, _colon, words = value.partition(":")
        facts = Fact.objects.visible_to(self.request.user).live().filter(topic=topic, normal_form=words)
        return queryset.filter(pk__in=facts.order_by().values("company"))


class ContactFilter(WordsFilter):
    first = ("owner", "team", "buying_role", "how_acquired")

    company = RowChoiceFilter(
        queryset=lambda request: Company.objects.visible_to(request.user) if request else Company.objects.none(),
        label=_("Company"),
        widget=forms.HiddenInput,  # asked by the company's page: its list would have every company
    )
    owner = RowChoiceFilter(
        queryset=people_of, shown=PERSON, field_name="company__owner", label=_("Owner"), empty_label=_("All owners")
    )
    team = RowChoiceFilter(
        queryset=teams_of, field_name="company__owner__team", label=_("Team"), empty_label=_("All teams")
    )
    buying_role = df.ChoiceFilter(choices=BuyingRole, label=_("Role in the purchase"), empty_label=_("All roles"))
    how_acquired = df.ChoiceFilter(choices=HowAcquired, label=_("How acquired"), empty_label=_("However acquired"))
    to_inform = OnlyFilter(method="uninformed", label=_("To be informed"))

    class Meta:
        model = Contact
        fields: tuple[str, ...] = ()

    def uninformed(self, queryset: QuerySet[Contact], _name: str, value: bool) -> QuerySet[Contact]:
        told = Q(told_source=True, how_acquired__in=FROM_HER)
        waiting = Q(notice_due_on__isnull=False, notice_sent_at=None) & ~told
        return queryset.filter(waiting) if value else queryset.exclude(waiting)


class OpportunityFilter(ListFilters):
    first = ("state", "stage", "owner", "team", "product")

    q = df.CharFilter(method="search", label=_("Search"), widget=hinted(_("Search")))
    state = df.ChoiceFilter(choices=OpportunityState, label=_("State"), empty_label=_("All states"))
    stage = df.ChoiceFilter(choices=Stage, label=_("Stage"), empty_label=_("All stages"))
    owner = RowChoiceFilter(queryset=people_of, shown=PERSON, label=_("Seller"), empty_label=_("All sellers"))
    team = RowChoiceFilter(queryset=teams_of, field_name="owner__team", label=_("Team"), empty_label=_("All teams"))
    product = RowChoiceFilter(
        queryset=Product.objects.order_by("name"), label=_("Product"), empty_label=_("All products")
    )
    loss_reason = df.ChoiceFilter(choices=LossReason, label=_("Loss reason"), empty_label=_("All reasons"))
    min_amount = df.NumberFilter(field_name="amount", lookup_expr="gte", label=_("Amount, at least"))
    closed_from = df.DateFilter(field_name="closed_on", lookup_expr="gte", label=_("Closed from"), widget=DAY)
    closed_to = df.DateFilter(field_name="closed_on", lookup_expr="lte", label=_("Closed until"), widget=DAY)

    class Meta:
        model = Opportunity
        fields: tuple[str, ...] = ()

    def search(self, queryset: QuerySet[Opportunity], _name: str, value: str) -> QuerySet[Opportunity]:
        """The words in the deal's name or in its company's search document."""
        companies = Company.objects.visible_to(self.request.user).matching(value).order_by()
        named = queryset.filter(name__icontains=value)
        return named | queryset.filter(company__in=companies.values("pk"))


class ActivityFilter(ListFilters):
    kind = df.ChoiceFilter(choices=ActivityKind, label=_("Kind"))
    company = df.NumberFilter(field_name="company_id", label=pgettext_lazy("filter", "Company number"))
    contact = df.NumberFilter(field_name="contact_id", label=_("Contact number"))

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()


class MergeFilter(ListFilters):
    kind = df.ChoiceFilter(choices=(("company", _("Companies")), ("contact", _("Contacts"))), label=_("Records"))
    standing = df.BooleanFilter(field_name="undone_at", lookup_expr="isnull", label=_("Still merged"))

    class Meta:
        model = MergeLog
        fields: tuple[str, ...] = ()

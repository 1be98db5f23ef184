"""The filters of the list of people."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Team, User
from core.row_choices import RowChoiceFilter
from core.selects import ListFilters


class UserFilter(ListFilters):
    q = django_filters.CharFilter(label=_("Name or e-mail"), method="search")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("All roles"))
    team = RowChoiceFilter(label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("All teams"))
    is_active = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("true", _("Active")), ("false", _("Deactivated"))],
        empty_label=_("All states"),
        method="in_state",
    )

    class Meta:
        model = User
        fields = ("q", "role", "team", "is_active")

    def in_state(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queryset.filter(is_active=value == "true")

    def search(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queryset.filter(Q(name__icontains=value) | Q(email__icontains=value))

"""The lists that operations administer, and what they leave aside."""

from django.db.models import QuerySet

from accounts.models import User
from leads.models import Lead, Reason, RoutingRule, RoutingVersion


def all_rules() -> QuerySet[RoutingRule]:
    return RoutingRule.objects.select_related("campaign", "team", "rep").order_by("rank", "pk")


def all_versions() -> QuerySet[RoutingVersion]:
    return RoutingVersion.objects.order_by("-number")


def selling() -> QuerySet[User]:
    """Who may be given leads by the rules."""
    people: QuerySet[User] = User.objects.active().reps()
    return people


def all_reasons() -> QuerySet[Reason]:
    return Reason.objects.order_by("kind", "-active", "rank", "pk")


def unassigned_count(user: User) -> int:
    """Qualified leads that no rule could place, at most a thousand and one."""
    return len(Lead.objects.visible_to(user).unassigned().values_list("pk")[:1001])


def reasons_of(kind: str) -> QuerySet[Reason]:
    return Reason.objects.active(kind)

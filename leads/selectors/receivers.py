"""Who may receive leads from this person: everybody who sells, or the own team for a manager."""

from django.db.models import QuerySet

from accounts.choices import Role, Scope
from accounts.models import User
from accounts.scoping import scope_of


def receivers(user: User) -> QuerySet[User]:
    people: QuerySet[User] = (
        User.objects.active().in_role(Role.REP, Role.SALES_MANAGER).select_related("team").order_by("name", "pk")
    )
    if scope_of(user, "leads") == Scope.ALL:
        return people
    return people.filter(team__in=user.team_ids)

"""The one table role × floor → own, team or all, and the Q it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.choices import Role, Scope

if TYPE_CHECKING:
    from accounts.models import User

OWN, TEAM, ALL = Scope.OWN, Scope.TEAM, Scope.ALL

SCOPES: dict[str, dict[str, Scope]] = {
    "crm": {
        Role.REP: TEAM,
        Role.SALES_MANAGER: TEAM,
        Role.MARKETER: ALL,
        Role.OPERATIONS: ALL,
        Role.DIRECTOR: ALL,
    },
    "leads": {
        Role.REP: OWN,
        Role.SALES_MANAGER: TEAM,
        Role.MARKETER: ALL,
        Role.OPERATIONS: ALL,
        Role.DIRECTOR: ALL,
    },
    "debrief": {
        Role.REP: OWN,
        Role.SALES_MANAGER: TEAM,
        Role.MARKETER: ALL,
        Role.OPERATIONS: ALL,
        Role.DIRECTOR: ALL,
    },
    "incentives": {
        Role.REP: OWN,
        Role.SALES_MANAGER: TEAM,
        Role.MARKETER: OWN,
        Role.OPERATIONS: ALL,
        Role.DIRECTOR: ALL,
    },
    "accounts": {
        Role.REP: OWN,
        Role.SALES_MANAGER: TEAM,
        Role.MARKETER: OWN,
        Role.OPERATIONS: ALL,
        Role.DIRECTOR: ALL,
    },
}


def scope_of(user: User | AnonymousUser, floor: str) -> Scope | None:
    """How far this person sees on this floor; None for whoever has no role, is inactive or is not signed in."""
    if not user.is_active or isinstance(user, AnonymousUser):
        return None
    return SCOPES[floor].get(user.role)


def within(user: User | AnonymousUser, floor: str, *, owner: str, team: str, unowned: bool = False) -> Q | None:
    """The condition that keeps the rows in this person's reach; None when nothing is.

    `owner` and `team` are the lookups from the row to its owner and to the owner's team ("" when the row has none);
    `unowned` lets whoever sees the floor see the rows that belong to nobody.
    """
    scope = scope_of(user, floor)
    if scope is None or isinstance(user, AnonymousUser):
        return None
    if scope == ALL:
        return Q()
    reach = Q(**{owner: user.pk}) if owner != "pk" else Q(pk=user.pk)
    if scope == TEAM and team and user.team_ids:
        reach |= Q(**{f"{team}__in": user.team_ids})
    if unowned:
        reach |= Q(**{f"{owner}__isnull": True})
    return reach


def ways(user: User | AnonymousUser, floor: str, *, owner: str, team: str) -> list[Q]:
    """The same reach as conditions that have an index each; none for whoever sees everything or nothing."""
    if scope_of(user, floor) != TEAM or isinstance(user, AnonymousUser):
        return []
    return [Q(**{owner: user.pk}), *(Q(**{team: pk}) for pk in user.team_ids)]

"""The one door to rows, inherited by every scoped queryset, and the vocabulary of people."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.sql.where import WhereNode

from accounts.choices import Role
from accounts.scoping import ways, within

if TYPE_CHECKING:
    from accounts.models import User


@lru_cache(maxsize=1024)
def condition(model: Any, reach: models.Q) -> WhereNode:
    """A reach that names columns of the table alone, as it stands in a statement, worked out once."""
    where: WhereNode = model._base_manager.filter(reach).query.where
    return where


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that knows its floor and the way from a row to its owner and to the owner's team."""

    floor = "crm"
    owner = "owner"
    team = "owner__team"
    unowned = False
    reach_alone = False

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The rows in this person's reach: own, team's or all, by the table of accounts.scoping."""
        reach = self.reach_of(user)
        if reach is None:
            return self.none()
        if "__" in self.owner + self.team or self.query.combinator or self.query.is_sliced:
            found = self.filter(reach)  # which refuses a union or a slice
        else:
            found, model = self.all(), cast("Any", self.model)
            found.query.where.add(condition(model, reach).clone(), models.Q.AND)
        found.reach_alone = not self.query.where  # nothing else narrows it: `ways_to` says the same
        return found

    def reach_of(self, user: User | AnonymousUser) -> models.Q | None:
        """What is in this person's reach as one condition; nothing when nothing is."""
        return within(user, self.floor, owner=self.owner, team=self.team, unowned=self.unowned)

    def ways_to(self, user: User | AnonymousUser) -> list[models.Q]:
        """What is in this person's reach as several conditions, each of which an index answers."""
        return ways(user, self.floor, owner=self.owner, team=self.team)


class UserQuerySet(ScopedQuerySet):
    floor = "accounts"
    owner = "pk"
    team = "team"

    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_role(self, *roles: str) -> Self:
        return self.filter(role__in=roles)

    def reps(self) -> Self:
        return self.in_role(Role.REP)

    def with_team(self) -> Self:
        return self.select_related("team")


class TeamQuerySet(ScopedQuerySet):
    floor = "accounts"
    owner = "manager"
    team = "pk"

    def with_size(self) -> Self:
        """Each team with the number of its active people."""
        return self.annotate(size=models.Count("members", filter=models.Q(members__is_active=True)))

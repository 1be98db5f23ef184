"""Who replaces whom, and what waits for the substitute."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.choices import Role
from accounts.models import User
from core import clock
from debrief.choices import DebriefState
from debrief.models import Substitution

HELD = (DebriefState.IN_REVIEW, DebriefState.RETURNED)


@dataclass(frozen=True)
class Replaced:
    """Somebody this person replaces today, and how many days she left under review."""

    substitution: Substitution
    waiting: int


def replaced_by(user: User, now: datetime) -> list[Replaced]:
    running = Substitution.objects.running(clock.local_day(now)).filter(substitute=user.pk)
    held = Count("absent__reviewed_debriefs", filter=Q(absent__reviewed_debriefs__state__in=HELD))
    return [Replaced(one, one.held) for one in running.select_related("absent").annotate(held=held).order_by("pk")]


def substitutions(user: User) -> QuerySet[Substitution]:
    """Marketers see those they are part of, operations all of them."""
    rows = Substitution.objects.visible_to(user).select_related("absent", "substitute", "named_by")
    if user.role == Role.MARKETER:
        rows = rows.filter(Q(absent=user.pk) | Q(substitute=user.pk))
    return rows.order_by("-starts_on", "-pk")  # type: ignore[no-any-return]


def reviewers_among(ids: list[int]) -> dict[int, User]:
    """Those of these people who review debriefs."""
    return User.objects.active().in_role(Role.MARKETER).in_bulk(ids)  # type: ignore[no-any-return]

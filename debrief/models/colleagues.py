"""Whom a rep may have made a visit with: those of her team who make visits."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from debrief.choices import VisitState
from debrief.models.visit import Visit


def colleagues_of(rep: User) -> "QuerySet[Any]":
    """The active reps and manager of her team, herself apart."""
    rows: QuerySet[Any] = User.objects.active().in_role(Role.REP, Role.SALES_MANAGER).exclude(pk=rep.pk)
    return rows.filter(team=rep.team_id, team__isnull=False).order_by("name", "pk")


def shared_visits(rep: User, day: date) -> "QuerySet[Any]":
    """The visits of that day that a colleague tells and this person made too, in order."""
    rows: QuerySet[Any] = Visit.objects.filter(debrief__work_date=day, attendees__rep=rep)
    told = rows.filter(attendees__left_at=None).exclude(state=VisitState.PLANNED)
    return told.order_by("planned_at", "pk")

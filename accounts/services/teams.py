"""Teams are created, changed and filled."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Team, User
from core import audit
from core.exceptions import AlreadyDone
from core.text import clean_text

FIELDS = ("name", "manager", "territory", "calendar_subdivision", "decision_hours", "review_hours")


@transaction.atomic
def create_team(*, by: User, name: str, now: datetime, manager: User | None = None, **fields: object) -> Team:
    """A team exists, with its manager as a member of it."""
    team = Team(name=clean_text(name).strip(), manager=manager)
    for field, value in fields.items():
        setattr(team, field, clean_text(value).strip() if isinstance(value, str) else value)
    _validate(team)
    team.save()
    _seat_manager(team)
    audit.record("team.created", team, by=by, after={"manager": team.manager_id})
    return team


@transaction.atomic
def update_team(team: Team, *, by: User, changes: dict[str, object], now: datetime) -> Team:
    """The team is as `changes` says."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    changed = sorted(field for field in changes.keys() & set(FIELDS) if getattr(team, field) != changes[field])
    if not changed:
        return team
    for field in changed:
        value = changes[field]
        setattr(team, field, clean_text(value).strip() if isinstance(value, str) else value)
    _validate(team)
    team.save(update_fields=changed)
    _seat_manager(team)
    audit.record("team.changed", team, by=by, after={"fields": changed})
    return team


@transaction.atomic
def move_to_team(user: User, *, by: User, team: Team | None, now: datetime) -> User:
    """The person works in this team from now on; what she owns stays hers."""
    user = User.objects.select_for_update().get(pk=user.pk)
    after = team.pk if team else None
    if user.team_id == after:
        raise AlreadyDone(_("This person is already in this team."))
    before, user.team = user.team_id, team
    user.save(update_fields=["team"])
    user.__dict__.pop("team_ids", None)
    audit.record("user.moved", user, by=by, before={"team": before}, after={"team": after})
    return user


def _validate(team: Team) -> None:
    if team.manager is not None and (team.manager.role != Role.SALES_MANAGER or not team.manager.is_active):
        raise ValidationError({"manager": _("The manager of a team is an active sales manager.")})
    team.full_clean()


def _seat_manager(team: Team) -> None:
    """A manager without team works in the one managed."""
    if team.manager is not None and team.manager.team_id is None:
        User.objects.filter(pk=team.manager_id).update(team=team)

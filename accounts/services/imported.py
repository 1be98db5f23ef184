"""People and teams known from a file: they own what they sold, and stay inactive until somebody invites them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Team, User
from accounts.services.roles import put_in_group
from accounts.services.users import UNADDRESSED
from core import audit
from core.text import clean_text


@transaction.atomic
def import_person(*, by: User | None, name: str, role: str, team: Team | None = None, email: str = "") -> User:
    """The person exists, inactive; without an address she gets <slug>@import.invalid."""
    name = clean_text(name).strip()
    user = User(
        email=(clean_text(email).strip().lower() or _address(name)), name=name, role=role, team=team, is_active=False
    )
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    put_in_group(user)
    audit.record("user.imported", user, by=by, after={"role": role, "team": team.pk if team else None})
    return user


def _address(name: str) -> str:
    """The first free address made of the name."""
    slug = slugify(name) or "person"
    taken = set(
        User.objects.filter(email__startswith=slug, email__endswith=UNADDRESSED).values_list("email", flat=True)
    )
    number = 1
    while (address := f"{slug}{'' if number == 1 else f'-{number}'}{UNADDRESSED}") in taken:
        number += 1
    return address


@transaction.atomic
def import_team(*, by: User | None, name: str, territory: str = "", manager: User | None = None) -> Team:
    """The team exists, led by somebody who may not have been invited yet."""
    team = Team(name=clean_text(name).strip(), territory=clean_text(territory).strip(), manager=manager)
    team.full_clean()
    team.save()
    if manager is not None and manager.team_id is None:
        manager.team = team
        manager.save(update_fields=["team"])
    audit.record("team.imported", team, by=by, after={"manager": team.manager_id})
    return team


@transaction.atomic
def place_person(user: User, *, by: User | None, team: Team) -> bool:
    """Somebody without a team gets one; whoever has one keeps it. Says whether anything changed."""
    if user.team_id is not None:
        return False
    user.team = team
    user.save(update_fields=["team"])
    user.__dict__.pop("team_ids", None)
    audit.record("user.moved", user, by=by, after={"team": team.pk})
    return True


@transaction.atomic
def forget_imported(people: Sequence[User], *, by: User | None) -> None:
    """People whom a file brought, nobody invited and nothing names are gone, with their group."""
    for user in people:
        audit.record("user.removed", user, by=by, before={"role": user.role, "team": user.team_id})
    User.objects.filter(pk__in=[user.pk for user in people]).delete()


@transaction.atomic
def take_out_of_team(user: User, *, by: User | None) -> None:
    """The person has no team, as before a file placed her."""
    before = user.team_id
    user.team = None
    user.save(update_fields=["team"])
    user.__dict__.pop("team_ids", None)
    audit.record("user.moved", user, by=by, before={"team": before}, after={"team": None})

"""Teams and people: the ten named in the contract, and those who fill the company."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.choices import Role
from accounts.models import Team, User
from config.seeding import words
from config.seeding.profiles import Profile

NAMED = {
    "rep_a1": (Role.REP, 0, "Inès Laurent"),
    "rep_a2": (Role.REP, 0, "Hugo Petit"),
    "rep_b1": (Role.REP, 1, "Sarah Benali"),
    "man_a": (Role.SALES_MANAGER, 0, "Marc Oliveira"),
    "man_b": (Role.SALES_MANAGER, 1, "Nora Girard"),
    "mkt_1": (Role.MARKETER, None, "Léa Moreau"),
    "adm_1": (Role.OPERATIONS, None, "Odile Garnier"),
    "dir_1": (Role.DIRECTOR, None, "Diane Rousseau"),
    "ex_rep": (Role.REP, 0, "Julien Faure"),
    "norole": ("", None, "Bruno Masson"),
}


@dataclass(frozen=True)
class Cast:
    """Everybody, by part: `named` are the people of the contract, by their short name."""

    named: dict[str, User]
    teams: list[Team]
    reps: list[User]
    managers: list[User]
    marketers: list[User]


def password_of(name: str, seed: int) -> str:
    """A demo password: the same for the same seed, long enough for the rules, never used outside the demo."""
    return "tandem-" + hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()[:12]


def full_names(seed: int) -> Iterator[str]:
    """Names that repeat only after all combinations."""
    firsts, lasts = words.FIRST_NAMES, words.SURNAMES
    for number in range(len(firsts) * len(lasts)):
        yield f"{firsts[(number * 7 + seed) % len(firsts)]} {lasts[(number * 11 + number // len(firsts)) % len(lasts)]}"


def create_teams(profile: Profile) -> list[Team]:
    """Teams of the four territories, numbered when there are more."""
    made = []
    for number in range(profile.teams):
        territory = words.TERRITORIES[number % 4]
        name = territory if number < 4 else f"{territory} {number // 4 + 1}"
        made.append(Team(name=name, territory=territory))
    return Team.objects.bulk_create(made)


def create_people(profile: Profile, seed: int, joined_on: date) -> Cast:
    """Everybody signs in with `password_of`; reps and managers are spread over the teams, groups equal roles."""
    teams = create_teams(profile)
    named = {name: _named(name, teams, seed, joined_on) for name in NAMED}
    names = full_names(seed)
    demo = make_password(password_of("demo", seed))
    made: list[User] = []

    def fill(role: str, count: int, team: Team | None = None) -> None:
        for _ in range(count):
            number = len(made) + 1
            email = f"{role.replace('_', '.')}.{number}@example.test"
            made.append(User(email=email, name=next(names), role=role, team=team, password=demo, joined_on=joined_on))

    spread = profile.reps - 3
    for index, team in enumerate(teams):
        fill(Role.REP, spread // len(teams) + (1 if index >= len(teams) - spread % len(teams) else 0), team)
        if index > 1:
            fill(Role.SALES_MANAGER, 1, team)
    fill(Role.MARKETER, profile.marketers - 1)
    people = User.objects.bulk_create([*named.values(), *made])
    _put_in_groups(people)
    managers = sorted((user for user in people if user.role == Role.SALES_MANAGER), key=lambda user: user.team_id or 0)
    for team, manager in zip(teams, managers, strict=True):
        team.manager = manager
    Team.objects.bulk_update(teams, ["manager"])
    reps = [user for user in people if user.role == Role.REP and user.is_active]
    marketers = [user for user in people if user.role == Role.MARKETER]
    return Cast(named, teams, _by_team(reps, teams), managers, marketers)


def _named(name: str, teams: list[Team], seed: int, joined_on: date) -> User:
    role, team, full_name = NAMED[name]
    left = name == "ex_rep"
    return User(
        email=f"{name}@example.test",
        name=full_name,
        role=role,
        team=teams[team] if team is not None else None,
        password=make_password(password_of(name, seed)),
        is_active=not left,
        is_staff=role == Role.OPERATIONS,
        joined_on=joined_on,
        left_on=joined_on + timedelta(days=30) if left else None,
    )


def _put_in_groups(people: list[User]) -> None:
    groups = {group.name: group for group in Group.objects.all()}
    through = User.groups.through
    through.objects.bulk_create(
        [through(user=user, group=groups[user.role]) for user in people if user.role and user.is_active]
    )


def _by_team(reps: list[User], teams: list[Team]) -> list[User]:
    """Rep n works for team (n - 1) mod teams, so that portfolios lie in her territory."""
    queues = [[rep for rep in reps if rep.team_id == team.pk] for team in teams]
    longest = max(len(queue) for queue in queues)
    return [queue[turn] for turn in range(longest) for queue in queues if turn < len(queue)]

"""What every step of the seeds shares: the profile, the seed, the working days and the temporary tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from accounts.models import User
from config.seeding.insert import prepare_draws, run
from config.seeding.profiles import Profile
from core.working_time import WorkingCalendar

TUNED = {
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "work_mem": "128MB",
    "maintenance_work_mem": "512MB",
    "synchronous_commit": "off",
}


@dataclass(frozen=True)
class World:
    """One seeding: `days` are the working days before `today`, oldest first."""

    profile: Profile
    seed: int
    today: date
    days: tuple[date, ...]
    say: Callable[[str], None]

    @property
    def history(self) -> tuple[date, ...]:
        """The days made set-based; those after them, yesterday at least, go through the services."""
        return self.days[: len(self.days) - max(1, self.profile.recent)]

    @property
    def end(self) -> date:
        """The first day after the set-based history."""
        return self.history[-1] + timedelta(days=1)


def working_days(count: int, before: date) -> tuple[date, ...]:
    """The last `count` working days before a day, oldest first."""
    calendar, day = WorkingCalendar(), before
    found: list[date] = []
    while len(found) < count:
        day -= timedelta(days=1)
        if calendar.is_working_day(day):
            found.append(day)
    return tuple(reversed(found))


def at(day: date, hour: float) -> datetime:
    """That hour of that day, where the company works."""
    return datetime.combine(day, time(), ZoneInfo(settings.APP_TZ)) + timedelta(hours=hour)


def tune() -> None:
    """This session writes much at once and may take its time."""
    for name, value in TUNED.items():
        run("SELECT set_config(%(name)s, %(value)s, false)", name=name, value=value)


def relax() -> None:
    """The session is as it was found."""
    for name in TUNED:
        run(f"RESET {name}")
    connection.ensure_timezone()


def lay_out(world: World, reps: list[User], marketers: list[User]) -> None:
    """Temporary tables seed_day, seed_rep and seed_marketer number what the statements draw from."""
    prepare_draws(world.seed)
    run("SELECT set_config('TimeZone', %(zone)s, false)", zone=settings.APP_TZ)
    run("DROP TABLE IF EXISTS seed_day, seed_rep, seed_marketer")
    run(
        "CREATE TEMP TABLE seed_day AS SELECT n::int, d FROM unnest(%(days)s::date[]) WITH ORDINALITY AS t(d, n)",
        days=list(world.history),
    )
    run(
        "CREATE TEMP TABLE seed_rep AS SELECT n::int, id, team_id, joined_on, n > %(honest)s AS cheat"
        " FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS t(uid, n) JOIN accounts_user ON id = uid",
        ids=[rep.pk for rep in reps],
        honest=len(reps) - world.profile.cheats,
    )
    run(
        "CREATE TEMP TABLE seed_marketer AS"
        " SELECT n::int, id FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS t(id, n)",
        ids=[marketer.pk for marketer in marketers],
    )
    run("ANALYZE seed_day")
    run("ANALYZE seed_rep")
    run("ANALYZE seed_marketer")

"""The two plans of the demo: published before the first day, and acknowledged by nearly everybody."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.choices import Role
from config.seeding.people import Cast
from config.starting import PLANS
from incentives.services.plans import acknowledge_plan, assign_plan, draft_plan, draft_version, publish_version


def create_plans(cast: Cast, first_day: date) -> None:
    """In force from the first of the month of the first day; one person in ten has not acknowledged yet."""
    operations = cast.named["adm_1"]
    starts_on = first_day.replace(day=1)
    before = datetime.combine(starts_on - timedelta(days=10), time(9), ZoneInfo(settings.APP_TZ))
    people = {Role.REP: cast.reps, Role.MARKETER: cast.marketers}
    for code, name, role in PLANS:
        plan = draft_plan(by=operations, code=code, name=name, role=role)
        version = draft_version(plan, by=operations, starts_on=starts_on)
        publish_version(version, by=operations, now=before)
        for number, person in enumerate(people[role]):
            assignment = assign_plan(person, plan, by=operations, starts_on=starts_on, now=before)
            if number % 10 != 9:
                acknowledge_plan(assignment, by=person, now=before + timedelta(days=1 + number % 5))

"""Planned visits, days away, visits made by two and a day added to: what the coming weeks and yesterday look like."""

from datetime import date, time, timedelta

from accounts.models import User
from config.seeding import desks
from config.seeding.people import Cast
from config.seeding.world import World
from core import clock
from core.working_time import WorkingCalendar
from crm.models import Company
from debrief.choices import FindingKind, OpinionAbout, Rhythm
from debrief.models import Debrief, Visit
from debrief.services.absences import declare_absence
from debrief.services.addenda import Addition, add_to_day
from debrief.services.attending import write_attendees
from debrief.services.entries import FindingEntry
from debrief.services.touring import PlanEntry, plan_visit

PLANNERS = 8
HOURS = (time(9, 30), time(11), time(14, 15), time(16))
PURPOSES = ("Point sur le devis", "Démonstration du four", "Tour des besoins", "Suivi de l’installation")


def plan_tours(world: World, cast: Cast) -> None:
    """Eight reps have a tour, one of them is away next week; yesterday two visits were made by two."""
    planners = list(dict.fromkeys([*desks.tellers(cast), *cast.reps]))[:PLANNERS]
    for number, rep in enumerate(planners):
        plan_for(rep, number)
    monday = next_monday(clock.local_day())
    declare_absence(
        rep=planners[1], by=planners[1], starts_on=monday + timedelta(days=2), ends_on=monday + timedelta(days=4)
    )
    share_visits(world, cast)


def plan_for(rep: User, number: int) -> None:
    """Two visits today or on the next working day, one each week, one each month."""
    today, calendar = clock.local_day(), WorkingCalendar()
    first = today if calendar.is_working_day(today) else calendar.next_working_day(today)
    mine = Company.objects.filter(owner=rep, merged_into=None).exclude(name__startswith="CANARY")
    places = list(mine.order_by("pk")[8:14])
    wanted = (
        (first, Rhythm.ONCE, 1),
        (first, Rhythm.ONCE, 1),
        (calendar.next_working_day(first), Rhythm.WEEKLY, 2),
        (next_monday(today) + timedelta(days=number % 5), Rhythm.MONTHLY, 1),
    )
    for rank, ((day, rhythm, every), company) in enumerate(zip(wanted, places, strict=False)):
        entry = PlanEntry(
            starts_on=day, company=company, rhythm=rhythm, every=every, at=HOURS[rank],
            purpose=PURPOSES[(number + rank) % len(PURPOSES)],
        )  # fmt: skip
        plan_visit(rep=rep, by=rep, entry=entry)


def next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def share_visits(world: World, cast: Cast) -> None:
    """Not of the people of the contract: their figures stay their own."""
    named = {user.pk for user in cast.named.values()} | {user.pk for user in desks.tellers(cast)}
    days = Debrief.objects.filter(work_date=world.days[-1], state="filed", visits__findings__state="pending")
    alone = [day for day in days.select_related("rep__team").distinct().order_by("pk") if day.rep_id not in named]
    for day in alone[:2]:
        mates = [rep for rep in cast.reps if rep.team_id == day.rep.team_id and rep.pk not in named | {day.rep_id}]
        visit = Visit.objects.filter(debrief=day, findings__state="pending").order_by("position").first()
        if visit and mates:
            write_attendees(visit, mates[:1])
    if alone and (visit := alone[0].visits.order_by("position").first()):
        heard = FindingEntry(
            kind=FindingKind.OPINION, value="Service après-vente jugé rapide", about=OpinionAbout.SERVICE
        )
        add_to_day(alone[0], by=alone[0].rep, text="Oublié hier soir.", additions=[Addition(visit, heard)])

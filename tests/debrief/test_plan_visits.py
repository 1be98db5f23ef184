"""Visits planned once or again and again appear by themselves on their days."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.exceptions import BusinessRuleError
from debrief.models import VisitPlan
from debrief.models.agenda import planned_stops
from debrief.rules.recurrence import Rule, days_of, falls_on
from debrief.services.absences import declare_absence
from debrief.services.filing import open_day
from debrief.services.touring import PlanEntry, plan_visit, restore_day, resume_plan, skip_day, stop_plan
from tests.factories.debrief import DAY, EVENING, PersonEntry, company, contact, filed, visit

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def plan(rep, where, by=None, **fields):
    entry = PlanEntry(**{"starts_on": DAY, "company": where, **fields})
    return plan_visit(rep=rep, by=by or rep, entry=entry, now=EVENING)


def titles(rep, day):
    return [stop.company_name for stop in planned_stops(rep, day)]


def test_a_visit_planned_once_prefills_its_day_at_its_hour(alice):
    where = company(alice, "Four d’Or")
    plan(alice, where, at=time(9, 30), contact=contact(alice, where))
    prefilled = open_day(rep=alice, day=DAY, by=alice, now=EVENING).visits.get()
    assert (prefilled.company, prefilled.planned_at, prefilled.met.count()) == (where, time(9, 30), 1)
    assert titles(alice, DAY + WEEK) == []


def test_a_visit_comes_back_every_two_weeks_until_its_last_day(alice):
    plan(alice, company(alice, "Four d’Or"), rhythm="weekly", every=2, until=DAY + 4 * WEEK)
    days = [DAY + n * WEEK for n in range(7) if titles(alice, DAY + n * WEEK)]
    assert days == [DAY, DAY + 2 * WEEK, DAY + 4 * WEEK]


def test_a_monthly_visit_keeps_its_rank_and_weekday():
    second_tuesday = Rule("monthly", 1, date(2026, 3, 10), None)
    assert list(days_of(second_tuesday, date(2026, 3, 1), date(2026, 5, 31))) == [
        date(2026, 3, 10),
        date(2026, 4, 14),
        date(2026, 5, 12),
    ]
    last_monday = Rule("monthly", 2, date(2026, 3, 30), None)
    assert list(days_of(last_monday, date(2026, 3, 1), date(2026, 7, 31))) == [
        date(2026, 3, 30),
        date(2026, 5, 25),
        date(2026, 7, 27),
    ]


@given(st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1500))
def test_a_weekly_visit_falls_every_n_weeks_and_never_between(every, start, ahead):
    day = start + timedelta(days=ahead)
    assert falls_on(Rule("weekly", every, start, None), day) == (ahead % (7 * every) == 0)


def test_what_comes_back_pauses_on_holidays_and_absences(alice):
    start = DAY + timedelta(days=6)  # a Monday; Easter Monday is 6 April 2026
    plan(alice, company(alice, "Four d’Or"), rhythm="weekly", starts_on=start)
    declare_absence(rep=alice, by=alice, starts_on=start + 2 * WEEK, ends_on=start + 2 * WEEK, now=EVENING)
    days = [start + n * WEEK for n in range(5) if titles(alice, start + n * WEEK)]
    assert days == [start, start + WEEK, start + 4 * WEEK]


def test_what_was_promised_for_a_day_away_waits_for_the_return(alice):
    entry = visit(company(alice, "Fournil"), next_step="call", next_step_on=DAY + timedelta(days=1))
    filed(alice, entry)
    declare_absence(
        rep=alice, by=alice, starts_on=DAY + timedelta(days=1), ends_on=DAY + timedelta(days=2), now=EVENING
    )
    assert [titles(alice, DAY + timedelta(days=n)) for n in (1, 2, 3)] == [[], [], ["Fournil"]]


def test_two_reasons_to_see_a_company_are_one_visit(alice):
    where = company(alice, "Fournil")
    someone = contact(alice, where)
    entry = visit(where, people=[PersonEntry(contact=someone)], next_step="visit", next_step_on=DAY)
    filed(alice, entry, day=DAY - timedelta(days=1), now=EVENING - timedelta(days=1))
    plan(alice, where, at=time(14))
    [stop] = planned_stops(alice, DAY)
    assert (stop.at, stop.people) == (time(14), [someone])


def test_a_day_left_out_and_a_stopped_plan_come_back_when_undone(alice):
    made = plan(alice, company(alice), rhythm="weekly")
    skip_day(made, by=alice, day=DAY + WEEK)
    assert [bool(titles(alice, DAY + n * WEEK)) for n in range(3)] == [True, False, True]
    restore_day(made, by=alice, day=DAY + WEEK)
    stop_plan(made, by=alice, now=EVENING)
    assert titles(alice, DAY + WEEK) == []
    resume_plan(made, by=alice)
    assert len(titles(alice, DAY + WEEK)) == 1


def test_a_manager_plans_for_her_team_and_for_nobody_else(alice, david, bob):
    plan(alice, company(alice, "Four d’Or"), by=bob)
    assert titles(alice, DAY) == ["Four d’Or"]
    for rep, by in ((david, bob), (alice, david)):
        with pytest.raises(BusinessRuleError) as refusal:
            plan(rep, company(rep), by=by)
        assert refusal.value.code == "not_your_team"
    assert VisitPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_on": DAY - timedelta(days=1)}, "starts_on"),
        ({"until": DAY - timedelta(days=1), "rhythm": "weekly"}, "until"),
        ({"starts_on": DAY + timedelta(days=1000)}, "starts_on"),
        ({"company": None}, "company"),
        ({"purpose": "Il est dépressif"}, "purpose"),
        ({"every": 13, "rhythm": "weekly"}, "every"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_with_its_field(alice, fields, field):
    with pytest.raises(ValidationError) as refusal:
        plan(alice, fields.pop("company", company(alice)), **fields)
    assert field in refusal.value.message_dict
    assert not VisitPlan.objects.exists()

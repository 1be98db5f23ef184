"""Days away are excused by themselves, and why is not asked."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from debrief.models import Absence, Debrief
from debrief.selectors.my_debriefs import my_day
from debrief.services.absences import cancel_absence, declare_absence, excuse_absences, restore_absence
from tests.factories.debrief import DAY, EVENING, company, filed, visit

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


def away(rep, first=DAY, last=None, by=None):
    return declare_absence(rep=rep, by=by or rep, starts_on=first, ends_on=last or first, now=EVENING)


def test_past_working_days_away_are_excused_at_once(alice):
    away(alice, DAY - 4 * ONE, DAY)  # from a Friday to a Tuesday
    days = list(Debrief.objects.order_by("work_date").values_list("work_date", "state", "outcome", "excuse"))
    assert [day for day, *_rest in days] == [DAY - 4 * ONE, DAY - ONE, DAY]
    assert {tuple(rest) for _day, *rest in days} == {("closed", "excused", "absence")}


def test_a_day_to_come_is_excused_by_its_night_once(alice):
    away(alice, DAY + ONE, DAY + 2 * ONE)
    assert not Debrief.objects.exists()
    with time_machine.travel(EVENING + 2 * ONE, tick=False):
        first, again = excuse_absences(DAY + ONE), excuse_absences(DAY + ONE)
    assert (first.counts["excused"], again.counts["excused"], first.sha == again.sha) == (1, 0, True)
    assert Debrief.objects.get().work_date == DAY + ONE


def test_a_day_told_all_the_same_is_left_alone(alice):
    filed(alice, visit(company(alice)))
    away(alice)
    assert Debrief.objects.get().outcome == "worked"


def test_days_away_are_not_asked_for(alice):
    away(alice, DAY + ONE, DAY + 2 * ONE)
    assert DAY + ONE not in my_day(alice, DAY + 3 * ONE, EVENING + 3 * ONE).missing


def test_absences_do_not_overlap_and_can_be_undone(alice):
    absence = away(alice, DAY + ONE, DAY + 5 * ONE)
    with pytest.raises(BusinessRuleError) as refusal:
        away(alice, DAY + 5 * ONE, DAY + 6 * ONE)
    assert refusal.value.code == "absence_overlaps"
    cancel_absence(absence, by=alice, now=EVENING)
    assert not Absence.objects.standing().exists()
    restore_absence(absence, by=alice)
    assert Absence.objects.standing().count() == 1


def test_a_period_that_makes_no_sense_is_refused(alice):
    for first, last in ((DAY, DAY - ONE), (DAY - 60 * ONE, DAY), (DAY, DAY + 400 * ONE)):
        with pytest.raises(ValidationError):
            away(alice, first, last)
    assert not Absence.objects.exists()


def test_a_manager_notes_the_absence_of_her_team_only(alice, bob, boris):
    away(alice, DAY + ONE, by=bob)
    with pytest.raises(BusinessRuleError):
        away(alice, DAY + 9 * ONE, by=boris)
    assert Absence.objects.get().set_by == bob

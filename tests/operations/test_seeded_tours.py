"""The demo's coming weeks: tours, an absence, visits made by two."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from config.seeding.tours import plan_tours
from core import clock
from debrief.models import Absence, Addendum, VisitAttendee, VisitPlan
from tests.factories.accounts import UserFactory
from tests.factories.debrief import company, filed, signal, visit

pytestmark = pytest.mark.django_db


def test_reps_have_a_tour_one_is_away_and_yesterday_two_made_one_visit(alice, amine, david, north):
    third = UserFactory(team=north)
    yesterday = clock.local_day() - timedelta(days=1)
    for rep in (alice, amine, david, third):
        for _place in range(14):
            company(rep)
    filed(third, visit(company(third), signal()), day=yesterday, now=clock.now())
    mate = UserFactory(team=north)
    cast = SimpleNamespace(named={"rep_a1": alice}, reps=[alice, amine, david, third, mate])
    plan_tours(SimpleNamespace(days=(yesterday,)), cast)
    assert VisitPlan.objects.filter(rep=alice).count() == 4
    assert Absence.objects.get().rep == amine
    assert (VisitAttendee.objects.get().rep, Addendum.objects.get().by) == (mate, third)

"""The day opens once, prefilled with what was promised."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from debrief.choices import DebriefState, VisitState
from debrief.models import Debrief
from debrief.services.filing import excuse_day, open_day
from tests.factories.debrief import DAY, EVENING, PersonEntry, company, contact, filed, visit

pytestmark = pytest.mark.django_db


def test_a_day_opens_once(alice):
    first = open_day(rep=alice, day=DAY, by=alice, now=EVENING)
    again = open_day(rep=alice, day=DAY, by=alice, now=EVENING)
    assert first.pk == again.pk
    assert Debrief.objects.count() == 1


def test_a_promised_next_step_is_planned_on_its_day(alice):
    where = company(alice)
    someone = contact(alice, where)
    entry = visit(where, people=[PersonEntry(contact=someone)], next_step="call", next_step_on=DAY)
    filed(alice, entry, day=DAY - timedelta(days=1), now=EVENING - timedelta(days=1))
    planned = open_day(rep=alice, day=DAY, by=alice, now=EVENING).visits.get()
    assert (planned.company, planned.state, planned.kind) == (where, VisitState.PLANNED, "call")
    assert [met.contact for met in planned.met.all()] == [someone]


def test_a_day_to_come_cannot_be_told(alice):
    with pytest.raises(ValidationError) as refusal:
        open_day(rep=alice, day=DAY + timedelta(days=1), by=alice, now=EVENING)
    assert "work_date" in refusal.value.message_dict
    assert not Debrief.objects.exists()


def test_a_day_older_than_a_fortnight_cannot_be_told(alice):
    assert open_day(rep=alice, day=DAY - timedelta(days=14), by=alice, now=EVENING).state == DebriefState.DRAFT
    with pytest.raises(ValidationError):
        open_day(rep=alice, day=DAY - timedelta(days=15), by=alice, now=EVENING)


def test_the_day_is_the_one_of_the_rep_s_own_time_zone(alice):
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    assert open_day(rep=alice, day=DAY + timedelta(days=1), by=alice, now=EVENING)


def test_an_excused_day_is_closed_and_says_why(alice, bob):
    day = excuse_day(rep=alice, day=DAY, by=bob, reason="Congés", now=EVENING)
    assert (day.state, day.outcome, day.excuse) == ("closed", "excused", "Congés")
    assert day.filed_at == EVENING

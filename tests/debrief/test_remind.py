"""The reminder to file: once, between 17:30 and 18:00 where the rep works, never on a day off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail as outbox
from django.db import connection

from core import messages
from core.models import Message, Notification
from debrief.models import Absence
from debrief.services.filing import declare_nothing, excuse_day, open_day
from debrief.services.reminding import remind_unfiled
from tests.factories.debrief import DAY, company, filed, signal, visit

HALF_PAST = datetime(2026, 3, 10, 16, 30, tzinfo=UTC)  # 17:30 in Paris, in winter


def at(hour, minute, second=0, day=10, month=3):
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(16, 29, 59), 0),  # 17:29:59 in Paris
        (at(16, 30), 1),
        (at(16, 59, 59), 1),
        (at(17, 0), 0),  # 18:00
        (at(15, 30, day=30), 1),  # after the change of hour of 29 March, 17:30 is 15:30 UTC
        (at(16, 30, day=30), 0),
        (at(16, 30, day=14), 0),  # a Saturday
        (at(15, 30, day=1, month=5), 0),  # Labour Day
    ],
)
def test_it_comes_between_half_past_five_and_six_of_a_working_day(alice, now, told):
    assert remind_unfiled(now) == told
    assert (Message.objects.count(), Notification.objects.count()) == (told, told)


@pytest.mark.django_db
def test_it_comes_once_by_mail_and_here_in_the_persons_language(alice):
    alice.language = "en"
    alice.save()
    with time_machine.travel(HALF_PAST, tick=False):
        assert (remind_unfiled(HALF_PAST), remind_unfiled(at(16, 31)), remind_unfiled(at(16, 58))) == (1, 0, 0)
    with time_machine.travel(at(16, 32), tick=False):
        assert messages.send_waiting(at(16, 32)) == 1
    letter = outbox.outbox[0]
    assert (letter.to, letter.subject) == (["alice@example.test"], "Your day is not filed yet")
    assert "/today/?day=2026-03-10" in letter.body
    assert letter.alternatives
    row = Notification.objects.get()
    assert (row.to, row.kind, row.params) == (alice, "day_to_file", {"day": "2026-03-10"})


@pytest.mark.django_db
def test_a_letter_that_could_not_leave_before_six_never_leaves(alice):
    with time_machine.travel(at(16, 59, 55), tick=False):
        remind_unfiled(at(16, 59, 55))
    assert messages.send_waiting(at(17, 0, 5)) == 0
    assert outbox.outbox == []
    assert not Message.objects.exists()
    assert remind_unfiled(at(17, 0, 10)) == 0


@pytest.mark.django_db
def test_each_rep_is_told_at_her_own_hour(alice, david):
    david.time_zone = "Indian/Reunion"  # three hours ahead
    david.save()
    assert remind_unfiled(at(13, 30)) == 1
    assert Notification.objects.get().to == david
    assert remind_unfiled(HALF_PAST) == 1
    assert Notification.objects.filter(to=alice).count() == 1


@pytest.mark.django_db
def test_a_day_filed_empty_or_excused_is_left_alone_and_a_draft_is_not(alice, amine, david, chloe, bob):
    noon = at(11, 0)
    filed(alice, visit(company(alice), signal()), now=noon)
    declare_nothing(open_day(rep=amine, day=DAY, by=amine, now=noon), by=amine, now=noon)
    excuse_day(rep=david, day=DAY, by=david, reason="Congés", now=noon)
    assert remind_unfiled(HALF_PAST) == 0


@pytest.mark.django_db
def test_a_declared_absence_is_respected_before_the_night_excuses_the_day(alice, bob):
    away = {"starts_on": DAY, "ends_on": DAY}
    Absence.objects.create(rep=alice, set_by=bob, **away)
    assert remind_unfiled(HALF_PAST) == 0
    Absence.objects.update(cancelled_at=HALF_PAST)
    assert remind_unfiled(HALF_PAST) == 1


@pytest.mark.django_db
def test_who_switched_it_off_left_or_has_not_begun_is_left_alone(alice, amine, david, gaston, chloe):
    alice.remind_to_file = False
    amine.joined_on = at(0, 0, day=11).date()
    david.left_on = at(0, 0, day=9).date()
    for person in (alice, amine, david):
        person.save()
    assert remind_unfiled(HALF_PAST) == 0
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_alsace_keeps_its_good_friday(alice):
    good_friday = at(15, 30, day=3, month=4)
    alice.team.calendar_subdivision = "67"
    alice.team.save()
    assert remind_unfiled(good_friday) == 0
    alice.team.calendar_subdivision = ""
    alice.team.save()
    assert remind_unfiled(good_friday) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_once(alice, amine):
    def sweep(_number):
        try:
            return remind_unfiled(HALF_PAST)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sweep, range(4)))
    assert (Message.objects.count(), Notification.objects.count()) == (2, 2)

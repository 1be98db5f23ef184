"""The night forgets counts of calls and wrong passwords that are over; keys of requests stay for good."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from core import clock, due, limits
from core.idempotency import forget, run_once
from core.models import ApiCalls, IdempotencyKey, Tombstone

pytestmark = pytest.mark.django_db


def test_counts_of_windows_that_are_over_are_gone_and_the_one_of_now_stays(alice, david):
    now = clock.now()
    ApiCalls.objects.create(user=alice, window=int((now - timedelta(hours=2)).timestamp()) // 60, count=7)
    ApiCalls.objects.create(user=david, window=int(now.timestamp()) // 60, count=3)
    assert limits.forget_old(now)["calls"] == 1
    assert list(ApiCalls.objects.values_list("user", "count")) == [(david.pk, 3)]


def test_wrong_passwords_are_forgotten_once_they_no_longer_count():
    cache.set("old", 1, timeout=60)
    cache.set("new", 1, timeout=7200)
    now = timezone.now() + timedelta(hours=1)
    assert limits.forget_old(now)["limits"] == 1
    assert (cache.get("old"), cache.get("new")) == (None, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache")
        assert cursor.fetchone()[0] == 1


def test_a_request_repeated_a_year_later_is_answered_as_the_first_time_and_an_erased_one_as_erased(alice):
    kept, erased = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
    run_once(user=alice, key=kept, fingerprint="a", work=lambda: ("debrief:1", {"id": 1}))
    run_once(user=alice, key=erased, fingerprint="a", work=lambda: ("debrief:2", {"id": 2}))
    forget("debrief:2", now=clock.now())
    with time_machine.travel(datetime.now(tz=clock.zone()) + timedelta(days=365)):
        due._handlers["core.forget_old_counts"](date(2027, 11, 25))
        answers = [run_once(user=alice, key=key, fingerprint="a", work=pytest.fail).status for key in (kept, erased)]
    assert answers == [200, 410]
    assert (IdempotencyKey.objects.count(), Tombstone.objects.count()) == (1, 1)


def test_the_step_is_one_of_the_night():
    assert "core.forget_old_counts" in due.steps()

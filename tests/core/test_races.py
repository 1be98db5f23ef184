"""Many at once: one result, one run, and a month that is closed is closed for all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction

from core.idempotency import run_once
from core.jobs import StepResult, run_job
from core.models import ClosedMonth, Deferred, IdempotencyKey, JobRun

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "6a0c3d0e-5b39-4d0f-9d1e-222222222222"
DAY = date(2026, 3, 29)


def at_once(count, act):
    gate = Barrier(count)

    def run(n):
        gate.wait()
        try:
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_sixteen_clients_with_one_key_get_one_result(alice):
    def send(n):
        def work():
            row = Deferred.objects.create(topic="made", key=str(n), next_at=datetime(2026, 1, 1, tzinfo=UTC))
            return f"made:{row.pk}", {"id": row.pk}

        return run_once(user=alice, key=KEY, fingerprint="a", work=work)

    answers = at_once(16, send)
    assert sorted(answer.status for answer in answers) == [200] * 15 + [201]
    assert len({answer.body["id"] for answer in answers}) == 1
    assert (Deferred.objects.count(), IdempotencyKey.objects.count()) == (1, 1)


def test_six_nights_at_once_are_one():
    def work():
        sleep(0.3)
        return StepResult(sha="a" * 64, rows=1)

    states = at_once(6, lambda n: run_job("night", DAY, work).state)
    assert states.count("done") == 1
    assert set(states) <= {"done", "busy", "already"}
    assert JobRun.objects.get().revision == 1


def test_what_is_written_before_a_month_closes_is_counted_and_nothing_after(odile):
    def write(n):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT core_guard_month(%s)", [DAY])
                Deferred.objects.create(topic="line", key=str(n), next_at=datetime(2026, 1, 1, tzinfo=UTC))
        except IntegrityError:
            return False
        return True

    def close():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7742, 202603)")
            count = Deferred.objects.count()
            ClosedMonth.objects.create(
                month=date(2026, 3, 1), closed_at=datetime(2026, 4, 2, tzinfo=UTC), closed_by=odile, ledger_count=count
            )

    written = at_once(12, lambda n: close() if n == 6 else write(n))
    month = ClosedMonth.objects.get()
    assert month.ledger_count == Deferred.objects.count() == sum(one is True for one in written)

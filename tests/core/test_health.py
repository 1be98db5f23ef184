"""Alive is not ready; degraded is not away."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError

from core import clock, due, health
from core.jobs import StepResult, run_job
from core.models import Deferred, JobRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis(monkeypatch):
    monkeypatch.setattr(health, "_redis", lambda: True)


def test_alive_needs_neither_database_nor_redis(client, django_assert_num_queries, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_says_how_things_are(client, redis):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["db"]
    assert answer.json()["migrations"]
    assert answer.json()["dead_tasks"] == 0


def test_through_a_proxy_only_operations_see_details(client, client_of, alice, odile, redis):
    through = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    assert set(client.get("/readyz", **through).json()) == {"ready", "degraded"}
    assert set(client_of(alice).get("/readyz", **through).json()) == {"ready", "degraded"}
    assert "outbox_age_s" in client_of(odile).get("/readyz", **through).json()


def test_without_database_it_is_503(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(health, "_migrated", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["db"] is False


def test_redis_away_is_degraded_but_ready(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["degraded"]


def test_dead_work_is_degraded(redis):
    before = health.look()
    Deferred.objects.create(topic="settle", key="1", state="dead", attempts=3, next_at=clock.now())
    now = health.look()
    assert (before.dead_tasks, now.dead_tasks, now.degraded) == (0, 1, True)


def test_a_missing_or_failed_night_is_late(redis):
    yesterday = clock.local_day() - timedelta(days=1)
    run_job(due.NIGHT, yesterday, StepResult)
    assert health.look().last_nightly == yesterday.isoformat()
    assert not health.look().nightly_late
    JobRun.objects.update(day=date(2026, 1, 5))
    assert health.look().nightly_late

"""A job of a day is done once; what went wrong stays in its history."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from core.jobs import JobResult, MonthClosed, StepResult, hash_rows, run_job
from core.models import ClosedMonth, JobAttempt, JobRun

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 29)


def work(sha="a" * 64):
    return StepResult(counts={"rows": 2}, sha=sha, rows=2)


def broken():
    raise ValueError("no figures")


def events():
    return list(JobAttempt.objects.order_by("pk").values_list("number", "event"))


def test_a_job_is_done_and_says_what_it_wrote():
    assert run_job("night", DAY, work) == JobResult("done", "a" * 64, 2, 1)
    run = JobRun.objects.get()
    assert (run.state, run.counts, run.revision, run.error) == ("done", {"rows": 2}, 1, "")
    assert (run.ends_utc - run.starts_utc).total_seconds() == 23 * 3600
    assert events() == [(1, "started"), (1, "done")]


def test_a_second_call_does_nothing():
    run_job("night", DAY, work)
    assert run_job("night", DAY, broken) == JobResult("already", "a" * 64, 2, 1)


def test_a_failure_undoes_the_work_and_can_be_tried_again():
    def half():
        JobRun.objects.create(job="x", day=DAY, starts_utc=AT, ends_utc=AT, started_at=AT, tz_name="UTC")
        broken()

    assert run_job("night", DAY, half).state == "failed"
    assert not JobRun.objects.filter(job="x").exists()
    assert JobRun.objects.get().error == "ValueError: no figures"
    assert run_job("night", DAY, work).attempt == 2
    assert events() == [(1, "started"), (1, "failed"), (2, "started"), (2, "done")]


def test_a_replay_counts_a_revision_and_a_failed_one_keeps_the_figures():
    run_job("night", DAY, work)
    assert run_job("night", DAY, lambda: work("b" * 64), replay=True).sha == "b" * 64
    assert run_job("night", DAY, broken, replay=True).state == "failed"
    run = JobRun.objects.get()
    assert (run.state, run.revision, run.sha) == ("done", 2, "b" * 64)


AT = datetime(2026, 4, 2, tzinfo=UTC)


def test_a_day_of_a_closed_month_is_never_computed_again(odile):
    run_job("night", DAY, work)
    ClosedMonth.objects.create(month=date(2026, 3, 1), closed_at=AT, closed_by=odile)
    with pytest.raises(MonthClosed):
        run_job("night", DAY, work, replay=True)
    with pytest.raises(MonthClosed):
        run_job("other", DAY, work)
    assert run_job("night", DAY, work).state == "already"


def test_the_contract_shows_the_run():
    run_job("night", DAY, work)
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, day, state, attempts, sha, rows FROM contract.runs")
        assert cursor.fetchall() == [("night", DAY, "done", 1, "a" * 64, 2)]


def test_the_same_rows_have_the_same_fingerprint():
    rows = [(1, "a", None), (2, "b", DAY)]
    assert hash_rows(rows) == hash_rows(iter(rows))
    assert hash_rows(rows) != hash_rows(rows[::-1])
    assert hash_rows([("a", "b")]) != hash_rows([("ab",)])
    assert len(hash_rows([])) == 64

"""Many at once: one credit, one total, one night."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection

from core import due
from core.models import ClosedMonth, JobRun
from incentives.models import LedgerLine, Period
from incentives.services.adjusting import adjust_points
from incentives.services.periods import approve_period, compute_period, lock_period, review_period
from incentives.services.settling import settle_all_points, settle_finding_points
from incentives.services.verifying import verify_ledger
from tests.factories.incentives import DAY, NOON, at, finding, judged, period, planned

APRIL = at(date(2026, 4, 3))


def at_once(*works):
    """Each work in a thread and a connection of its own; their results, refusals included."""

    def run(work):
        try:
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_eight_bells_for_one_finding_earn_once(alice, chloe, odile):
    planned(alice, odile)
    found = finding(alice)
    judged(found, chloe)
    written = at_once(*[lambda: settle_finding_points(found.pk, now=NOON)] * 8)
    assert sorted(written) == [0, 0, 0, 0, 0, 0, 0, 1]
    assert LedgerLine.objects.total() == 15


@pytest.mark.django_db(transaction=True)
def test_sharers_and_sweeps_at_once_agree(alice, david, chloe, odile):
    plan = planned(alice, odile).plan
    planned(david, odile, plan=plan)
    firsts = [finding(alice) for _ in range(6)]
    for first in firsts:
        judged(first, chloe)
        judged(finding(david), chloe, "duplicate", of=first)
    bells = [lambda pk=first.pk: settle_finding_points(pk, now=NOON) for first in firsts]
    results = at_once(*bells, lambda: settle_all_points(NOON), lambda: settle_all_points(NOON))
    settle_all_points(NOON)
    assert [one for one in results if isinstance(one, IntegrityError)] == []
    totals = [LedgerLine.objects.filter(person=who).total() for who in (alice, david)]
    assert totals == [48, 42]
    assert verify_ledger().ok


@pytest.mark.django_db(transaction=True)
def test_a_month_locked_while_lines_come_in_keeps_its_total(alice, odile, diane):
    adjust_points(alice, by=odile, points=1, reason="Prime", now=NOON)
    book = period()
    review_period(compute_period(book, by=odile, now=APRIL), by=odile, now=APRIL)
    posts = [lambda: adjust_points(alice, by=odile, points=2, reason="Prime", now=NOON)] * 6
    at_once(*posts[:3], lambda: approve_period(book, by=diane, now=APRIL), *posts[3:])
    if Period.objects.get(pk=book.pk).state != "approved":
        compute_period(book, by=odile, now=APRIL)
        review_period(book, by=odile, now=APRIL)
        approve_period(book, by=diane, now=APRIL)
    at_once(lambda: lock_period(book, by=odile, now=APRIL), *posts)
    closed = ClosedMonth.objects.get()
    assert closed.ledger_total == LedgerLine.objects.filter(period=book).total()
    assert LedgerLine.objects.total() == 25
    assert verify_ledger().ok


@pytest.mark.django_db(transaction=True)
def test_six_nights_at_once_are_one(alice, chloe, odile):
    planned(alice, odile)
    judged(finding(alice), chloe)
    states = [result.state for result in at_once(*[lambda: due.run_night(DAY)] * 6)]
    assert set(states) <= {"done", "busy", "already"}
    due.run_night(DAY)
    assert JobRun.objects.get(job="nightly", day=DAY).state == "done"
    assert JobRun.objects.filter(day=DAY).exclude(revision=1).count() == 0
    assert LedgerLine.objects.total() == 15

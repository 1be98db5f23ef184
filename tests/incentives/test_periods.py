"""Months: in order, by two people, and shut for good."""

from datetime import date

import pytest

from core.exceptions import AlreadyDone, BusinessRuleError, TransitionNotAllowed
from core.models import ClosedMonth
from incentives.models import LedgerLine, Period, Statement
from incentives.services.adjusting import adjust_points
from incentives.services.periods import (
    approve_period,
    compute_period,
    export_period,
    lock_period,
    review_period,
)
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, at, finding, judged, period, undone

APRIL = at(date(2026, 4, 3))


def approved(odile, diane, month="2026-03"):
    book = period(month)
    review_period(compute_period(book, by=odile, now=APRIL), by=odile, now=APRIL)
    return approve_period(book, by=diane, now=APRIL)


@pytest.fixture
def earned(paid_alice, chloe):
    verdict = judged(finding(paid_alice), chloe)
    settle_all_points(NOON)
    return verdict


def test_a_month_is_computed_reviewed_approved_locked_and_exported(earned, alice, odile, diane):
    book = lock_period(approved(odile, diane), by=odile, now=APRIL)
    closed = ClosedMonth.objects.get()
    line = LedgerLine.objects.get()
    assert (book.state, book.approved_by, book.locked_by) == ("locked", diane, odile)
    assert (closed.ledger_total, closed.ledger_count, bytes(closed.head_hash)) == (15, 1, bytes(line.hash))
    assert export_period(book, by=odile, now=APRIL).state == "exported"
    assert Statement.objects.get(person=alice).approvals.get().by == diane


def test_who_approved_cannot_lock_and_a_month_locks_once(earned, odile, diane):
    book = approved(odile, diane)
    with pytest.raises(BusinessRuleError) as refusal:
        lock_period(book, by=diane, now=APRIL)
    assert refusal.value.code == "two_persons"
    assert not ClosedMonth.objects.exists()
    lock_period(book, by=odile, now=APRIL)
    with pytest.raises(AlreadyDone):
        lock_period(book, by=odile, now=APRIL)


@pytest.mark.parametrize("verb", [lock_period, review_period, export_period, approve_period])
def test_a_step_cannot_be_skipped(earned, odile, verb):
    with pytest.raises(TransitionNotAllowed):
        verb(period(), by=odile, now=APRIL)
    assert period().state == "open"


def test_a_month_that_is_not_over_is_not_approved(earned, odile, diane):
    book = period()
    review_period(compute_period(book, by=odile, now=NOON), by=odile, now=NOON)
    with pytest.raises(BusinessRuleError) as refusal:
        approve_period(book, by=diane, now=NOON)
    assert refusal.value.code == "month_not_over"


def test_a_line_posted_after_computing_makes_the_month_stale_until_computed_again(earned, paid_alice, odile, diane):
    book = review_period(compute_period(period(), by=odile, now=APRIL), by=odile, now=APRIL)
    adjust_points(paid_alice, by=odile, points=4, reason="Oubli", now=NOON, occurred_on=DAY)
    assert period().stale
    with pytest.raises(BusinessRuleError) as refusal:
        approve_period(book, by=diane, now=APRIL)
    assert refusal.value.code == "stale"
    compute_period(book, by=odile, now=APRIL)
    assert not period().stale
    assert Statement.objects.get(person=paid_alice).points == 19


def test_what_comes_after_is_booked_in_the_next_month_and_keeps_its_day(earned, paid_alice, chloe, odile, diane):
    approved(odile, diane)
    undone(earned, odile)
    judged(finding(paid_alice), chloe)
    settle_all_points(APRIL)
    late = LedgerLine.objects.filter(period__month=date(2026, 4, 1)).order_by("seq")
    assert list(late.values_list("kind", "points", "occurred_on")) == [("reversed", -15, DAY), ("earned", 15, DAY)]
    assert LedgerLine.objects.filter(period__month=date(2026, 3, 1)).count() == 1


def test_months_close_in_order(earned, paid_alice, odile, diane):
    adjust_points(paid_alice, by=odile, points=4, reason="Oubli", now=APRIL)
    book = period("2026-04")
    now = at(date(2026, 5, 4))
    review_period(compute_period(book, by=odile, now=now), by=odile, now=now)
    approve_period(book, by=diane, now=now)
    with pytest.raises(BusinessRuleError) as refusal:
        lock_period(book, by=odile, now=now)
    assert refusal.value.code == "earlier_month_open"


def test_a_manager_approves_her_team_only_and_never_her_own_statement(earned, paid_alice, bob, boris, odile):
    from incentives.services.periods import approve_team_statements

    adjust_points(bob, by=odile, points=2, reason="Tournée accompagnée", now=NOON)
    book = review_period(compute_period(period(), by=odile, now=APRIL), by=odile, now=APRIL)
    assert approve_team_statements(book, by=boris, now=APRIL) == 0
    assert approve_team_statements(book, by=bob, now=APRIL) == 1
    with pytest.raises(BusinessRuleError) as refusal:
        approve_period(book, by=bob, now=APRIL)
    assert refusal.value.code == "statements_waiting"
    assert Period.objects.get().state == "in_review"

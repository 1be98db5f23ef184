"""Statements: what the lines say, with caps, and the same figures in every file."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.urls import reverse

from core.exceptions import AlreadyDone, BusinessRuleError
from incentives.models import Statement
from incentives.services.adjusting import adjust_points
from incentives.services.periods import compute_period, review_period
from incentives.services.settling import settle_all_points
from incentives.services.statements import approve_statement
from tests.factories.incentives import DAY, NOON, at, finding, judged, period

APRIL = at(date(2026, 4, 3))


@pytest.fixture
def statement(paid_alice, chloe, odile):
    """Five competitors on one day (75 points, capped at 60), one contact the next day, one adjustment."""
    for _ in range(5):
        judged(finding(paid_alice), chloe)
    judged(finding(paid_alice, DAY + timedelta(days=1), kind="contact"), chloe)
    settle_all_points(NOON)
    adjust_points(paid_alice, by=odile, points=3, reason="Salon du dimanche", now=NOON)
    review_period(compute_period(period(), by=odile, now=APRIL), by=odile, now=APRIL)
    return Statement.objects.get(person=paid_alice)


def test_a_statement_adds_lines_caps_and_adjustments(statement):
    assert (statement.points, statement.capped_points, statement.adjustments) == (90, 75, 3)
    assert (statement.amount, statement.lines_count, statement.opening) == (Decimal("37.50"), 7, 0)
    assert statement.target == Decimal("300.00")


def test_the_balance_before_is_that_of_earlier_months(statement, paid_alice, odile):
    adjust_points(paid_alice, by=odile, points=-10, reason="Erreur de saisie", now=APRIL)
    compute_period(period("2026-04"), by=odile, now=APRIL)
    april = Statement.objects.get(person=paid_alice, period__month=date(2026, 4, 1))
    assert (april.opening, april.points, april.amount, april.carried_out) == (90, -10, Decimal("0.00"), -10)


def test_a_person_with_a_plan_and_no_line_has_a_statement_of_zero(statement, paid_david, odile):
    compute_period(period(), by=odile, now=APRIL)
    assert Statement.objects.get(person=paid_david).amount == Decimal("0.00")


def test_somebody_else_approves_once(statement, bob):
    approve_statement(statement, by=bob, now=APRIL)
    assert statement.approvals.get().amount == Decimal("37.50")
    with pytest.raises(AlreadyDone):
        approve_statement(statement, by=bob, now=APRIL)


def test_nobody_approves_her_own_statement(statement, alice):
    with pytest.raises(BusinessRuleError) as refusal:
        approve_statement(statement, by=alice, now=APRIL)
    assert refusal.value.code == "own_statement"


def test_an_approval_stays_when_computing_again_changes_nothing_and_falls_when_it_does(statement, bob, odile, alice):
    approve_statement(statement, by=bob, now=APRIL)
    compute_period(period(), by=odile, now=APRIL)
    statement.refresh_from_db()
    assert statement.approved_at == APRIL
    adjust_points(alice, by=odile, points=1, reason="Un oubli", now=NOON, occurred_on=DAY)
    compute_period(period(), by=odile, now=APRIL)
    statement.refresh_from_db()
    assert statement.approved_at is None
    assert statement.approvals.count() == 1


def test_the_files_of_a_statement_agree_with_it_to_the_cent(statement, alice, client_of):
    client = client_of(alice)
    url = reverse("incentives:statement_export", args=[statement.pk])
    text = b"".join(client.get(f"{url}?format=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert (rows[-1][4], rows[-1][5]) == ("75", "37,50")
    assert sum(int(row[4]) for row in rows[1:-1]) == 75
    book = b"".join(client.get(f"{url}?format=xlsx").streaming_content)
    assert b"37.5" in ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    assert b"".join(client.get(f"{url}?format=pdf").streaming_content).startswith(b"%PDF")


def test_the_payroll_file_agrees_with_the_page(statement, bob, client_of):
    url = reverse("incentives:export_file") + f"?period={statement.period_id}&format=csv"
    response = client_of(bob).get(url)
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert "37,50" in rows[1]
    assert response["X-Export-Number"].startswith("E")

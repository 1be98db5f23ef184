"""Whoever tampers with the book is found: by the chain, by the numbers, by what the closing kept outside."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from core.models import JobRun
from incentives.models import LedgerLine
from incentives.services.adjusting import adjust_points
from incentives.services.periods import approve_period, compute_period, lock_period, review_period
from incentives.services.verifying import verify_ledger
from tests.factories.incentives import NOON, at, period

APRIL = at(date(2026, 4, 3))


@pytest.fixture
def book(alice, odile):
    for points in (5, 7, 11):
        adjust_points(alice, by=odile, points=points, reason="Prime", now=NOON)
    return period()


def tamper(cursor, sql):
    """As a superuser would: triggers off, then on again."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("ALTER TABLE incentives_ledgerline DISABLE TRIGGER USER")
    cursor.execute(sql)
    cursor.execute("ALTER TABLE incentives_ledgerline ENABLE TRIGGER USER")


def test_a_sound_book_is_sound(book):
    found = verify_ledger()
    assert (found.ok, found.lines, found.points, list(found.heads)) == (True, 3, 23, ["2026-03"])


@pytest.mark.parametrize(
    ("sql", "seq", "what"),
    [
        ("UPDATE incentives_ledgerline SET points = 500 WHERE seq = 2", 2, "not what was written"),
        ("UPDATE incentives_ledgerline SET created_at = created_at - interval '1 day' WHERE seq = 3", 3, "not what"),
        ("DELETE FROM incentives_ledgerline WHERE seq = 2", 3, "missing"),
    ],
)
def test_an_edited_or_missing_line_is_found(book, as_owner, sql, seq, what):
    tamper(as_owner, sql)
    (fault, *_) = verify_ledger().faults
    assert (fault.period, fault.seq) == ("2026-03", seq)
    assert what in fault.what


def test_a_line_edited_with_a_fresh_hash_breaks_the_chain_after_it(book, as_owner):
    tamper(as_owner, "UPDATE incentives_ledgerline SET points = 500 WHERE seq = 2")
    tamper(as_owner, "UPDATE incentives_ledgerline l SET hash = incentives_line_hash(l) WHERE seq = 2")
    (fault,) = verify_ledger().faults
    assert (fault.seq, fault.what) == (3, "the chain is broken before this line")


def test_a_cut_tail_is_found_in_a_closed_month(book, odile, diane, as_owner):
    review_period(compute_period(book, by=odile, now=APRIL), by=odile, now=APRIL)
    lock_period(approve_period(book, by=diane, now=APRIL), by=odile, now=APRIL)
    assert verify_ledger().ok
    tamper(as_owner, "DELETE FROM incentives_ledgerline WHERE seq = 3")
    assert verify_ledger().faults[0].what == "the month does not add up to what was closed"


def test_the_command_says_so_by_its_exit_code(book, as_owner, capsys):
    call_command("ledger_verify", "--json")
    assert json.loads(capsys.readouterr().out)["ok"] is True
    tamper(as_owner, "UPDATE incentives_ledgerline SET points = 500 WHERE seq = 2")
    with pytest.raises(SystemExit) as stop:
        call_command("ledger_verify", "--json")
    assert stop.value.code == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["seq"] == 2


def test_the_night_finds_it(book, as_owner, capsys):
    tamper(as_owner, "UPDATE incentives_ledgerline SET points = 500 WHERE seq = 2")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE app_rw")
    with pytest.raises(SystemExit) as stop:
        call_command("nightly", "--date", "2026-03-11", "--json")
    assert stop.value.code == 1
    run = JobRun.objects.get(job="incentives.verify_ledger")
    assert (run.state, LedgerLine.objects.count()) == ("failed", 3)
    assert "2026-03 line 2" in run.error

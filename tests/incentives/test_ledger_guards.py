"""The guards of the book: by privilege as the application, by trigger as the owner, by check for every wrong line."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from incentives.models import ContributionSnapshot, LedgerLine, MarketingScoreSnapshot, Period, Statement
from incentives.services.periods import approve_period, compute_period, lock_period, review_period
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, at, finding, judged, period

APRIL = at(date(2026, 4, 3))
FORBIDDEN = [
    "UPDATE incentives_ledgerline SET points = 99",
    "DELETE FROM incentives_ledgerline",
    "TRUNCATE incentives_ledgerline CASCADE",
    "INSERT INTO incentives_ledgerline SELECT * FROM incentives_ledgerline ON CONFLICT (id) DO UPDATE SET points = 99",
    "MERGE INTO incentives_ledgerline l USING incentives_period p ON p.id = l.period_id WHEN MATCHED THEN DELETE",
    "ALTER TABLE incentives_ledgerline DISABLE TRIGGER USER",
    "DROP TRIGGER incentives_line_20_keep ON incentives_ledgerline",
    "CREATE OR REPLACE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
]


@pytest.fixture
def line(paid_alice, chloe):
    judged(finding(paid_alice), chloe)
    settle_all_points(NOON)
    return LedgerLine.objects.get()


@pytest.fixture
def locked(line, odile, diane):
    book = review_period(compute_period(period(), by=odile, now=APRIL), by=odile, now=APRIL)
    return lock_period(approve_period(book, by=diane, now=APRIL), by=odile, now=APRIL)


def run(sql, params=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, params)


def copy_of(line, **changes):
    fields = ("period_id", "person_id", "component_id", "verdict_id", "points", "kind", "occurred_on", "posted_on")
    return LedgerLine(**{**{name: getattr(line, name) for name in fields}, **changes})


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_application_may_not(line, sql):
    with pytest.raises(ProgrammingError):
        run(sql)
    assert LedgerLine.objects.get().points == 15


@pytest.mark.parametrize("sql", FORBIDDEN[:3])
def test_nor_may_the_owner(line, as_owner, sql):
    with pytest.raises(DatabaseError, match="append_only"):
        run(sql)
    assert LedgerLine.objects.get().points == 15


@pytest.mark.parametrize(
    "changes",
    [
        {},  # the same source twice
        {"points": -15, "kind": "reversed"},  # takes nothing back
        {"points": 0, "kind": "adjusted", "verdict_id": None, "reason": "rien"},
        {"points": 5, "kind": "adjusted", "verdict_id": None},  # neither source nor reason
        {"points": -1},  # a fine
    ],
)
def test_a_wrong_line_is_refused(line, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(line, **changes).save()
    assert LedgerLine.objects.count() == 1


def test_a_reversal_takes_back_exactly_what_its_line_had_brought_once(line, david):
    wrong = [
        {"points": -14},
        {"points": -15, "person_id": david.pk},
        {"points": -15, "verdict_id": None, "reason": "x"},
    ]
    for changes in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            copy_of(line, kind="reversed", reverses=line, **changes).save()
    copy_of(line, kind="reversed", reverses=line, points=-15).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(line, kind="reversed", reverses=line, points=-15).save()
    assert LedgerLine.objects.total() == 0


def test_a_credit_is_not_booked_anew_while_it_stands(line):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(line, follows=line).save()


def test_numbers_chain_and_instant_are_the_database_s(line):
    second = copy_of(line, kind="adjusted", verdict_id=None, reason="Prime", seq=77, hash=b"x", prev=b"y")
    second.save()
    second.refresh_from_db()
    assert (second.seq, bytes(second.prev)) == (2, bytes(line.hash))
    assert len(bytes(second.hash)) == 32


@pytest.mark.parametrize("role", ["app_rw", "app_owner"])
def test_nothing_enters_or_leaves_a_locked_month(locked, line, role, request):
    if role == "app_owner":
        request.getfixturevalue("as_owner")
    late = copy_of(line, kind="adjusted", verdict_id=None, reason="Tard")
    score = {"person_id": line.person_id, "as_of": DAY, "formula_version": 1, "computed_at": NOON}
    for row in (late, ContributionSnapshot(**score), MarketingScoreSnapshot(**score)):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    for change in (
        {"state": "open", "locked_at": None, "locked_by": None},
        {"stale": True},
        {"month": date(2026, 6, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.filter(pk=locked.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(period=locked).update(amount=999)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.filter(pk=locked.pk).delete()
    assert Period.objects.get(pk=locked.pk).state == "locked"

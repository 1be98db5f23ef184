"""Statements that are planned once for a connection: counted like others, and none the worse for a migration."""

import os
import socket

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.postgres import prepared

ASK = "SELECT words FROM prepared_rows WHERE id = %s"


@pytest.fixture
def rows(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE prepared_rows (id int, words varchar(5))")
        cursor.execute("INSERT INTO prepared_rows VALUES (1, 'one'), (2, 'two')")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE prepared_rows")


def ask(pk):
    with prepared() as cursor:
        cursor.execute(ASK, [pk])
        return cursor.fetchone()


def plans():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%prepared_rows%'")
        return cursor.fetchone()[0]


def test_it_is_planned_once_and_counted_each_time(rows):
    with CaptureQueriesContext(connection) as asked:
        assert [ask(1), ask(2), ask(1), ask(3)] == [("one",), ("two",), ("one",), None]
    assert [one["sql"] for one in asked] == [f"SELECT words FROM prepared_rows WHERE id = {n}" for n in (1, 2, 1, 3)]
    assert plans() == 1


def test_a_column_that_a_migration_changes_is_read_all_the_same(rows):
    assert ask(1) == ("one",)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE prepared_rows ALTER words TYPE varchar(60)")
        cursor.execute("UPDATE prepared_rows SET words = 'many more words' WHERE id = 1")
    assert [ask(1), ask(2), ask(1)] == [("many more words",), ("two",), ("many more words",)]


def test_within_a_transaction_it_is_planned_each_time(rows):
    """A plan that became useless could not be asked for again there."""
    with transaction.atomic():
        assert [ask(1), ask(2)] == [("one",), ("two",)]
        assert plans() == 0
    assert (ask(1), plans()) == (("one",), 1)


def test_a_connection_that_the_server_has_dropped_is_made_anew(transactional_db):
    with prepared() as cursor:
        cursor.execute("SELECT 1")
    connection.health_check_enabled, connection.health_check_done = True, False
    with socket.socket(fileno=os.dup(connection.connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)
    with prepared() as cursor:
        cursor.execute("SELECT 2")
        assert cursor.fetchone() == (2,)


def test_its_moments_are_the_same_instants_in_utc(rows):
    asked = "SELECT '2026-03-29 02:30:00.25+01'::timestamptz, NULL::timestamptz"
    with prepared() as cursor, connection.cursor() as plain:
        cursor.execute(asked, [])
        plain.execute(asked)
        told = cursor.fetchone()
        assert told == plain.fetchone()
    assert told[0].isoformat() == "2026-03-29T01:30:00.250000+00:00"

"""The audit trail says who did what, and nothing takes a line away."""

import pytest
from django.db import DatabaseError, connection, transaction

from core import audit, request_id
from core.models import AuditEntry

pytestmark = pytest.mark.django_db
WRITES = [
    "UPDATE core_auditentry SET action = 'x'",
    "DELETE FROM core_auditentry",
    "TRUNCATE core_auditentry",
    "MERGE INTO core_auditentry a USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
    "ALTER TABLE core_auditentry DISABLE TRIGGER USER",
]


def test_a_record_says_who_did_what_in_which_request(alice, bob):
    request_id.begin("request-1")
    entry = audit.record("user.changed", alice, by=bob, before={"role": "rep"}, after={"role": "marketer"})
    request_id.begin("")
    entry.refresh_from_db()
    assert (entry.actor, entry.object_name, entry.request_id) == (bob, f"accounts.user:{alice.pk}", "request-1")
    assert (entry.before, entry.after) == ({"role": "rep"}, {"role": "marketer"})


def test_the_history_of_a_record_is_newest_first_and_its_own(alice, bob):
    first = audit.record("user.invited", alice, by=None)
    second = audit.record("user.changed", alice, by=bob)
    audit.record("user.changed", bob, by=None)
    assert list(audit.history(alice)) == [second, first]


@pytest.mark.parametrize("statement", WRITES)
def test_the_application_may_not_change_a_line(alice, statement):
    audit.record("user.invited", alice, by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.filter(action="user.invited").exists()


@pytest.mark.parametrize("statement", WRITES[:4])
def test_not_even_the_owner_of_the_table_may(alice, as_owner, statement):
    audit.record("user.invited", alice, by=None)
    as_owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        as_owner.execute(statement)


def test_the_contract_shows_the_trail(alice):
    entry = audit.record("user.invited", alice, by=alice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor_id, action, object FROM contract.audit WHERE id = %s", [entry.pk])
        assert cursor.fetchone() == (alice.pk, "user.invited", f"accounts.user:{alice.pk}")

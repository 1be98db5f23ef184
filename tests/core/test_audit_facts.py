"""What changed is told in the reader's words: names of fields, choices, yes and no; the rest stays a code."""

from django.utils import translation

from core.audit_words import Fact, facts
from core.models import AuditEntry


def test_a_state_is_told_as_its_record_calls_it():
    with translation.override("fr"):
        assert facts("leads.lead", {"state": "handed_off"}) == [Fact("État", "Transmis", True)]


def test_yes_no_nothing_and_names_of_fields_are_words():
    with translation.override("en"):
        told = facts("leads.reason", {"active": True, "needs_evidence": False, "label_fr": None, "fields": ["code"]})
    assert [one.value for one in told] == ["yes", "no", "—", "Code"]


def test_what_no_field_knows_stays_a_code():
    assert facts("leads.lead", {"moment": "end", "place": 3}) == [
        Fact("moment", "end", False), Fact("place", "3", False),
    ]  # fmt: skip
    assert facts("gone.model", {"state": "open"}) == [Fact("state", "open", False)]


def test_the_page_says_words_and_its_file_keeps_codes(client_of, odile):
    AuditEntry.objects.create(
        at="2026-03-11T11:00Z", actor=odile, action="lead.working", object_kind="leads.lead", object_id=7,
        before={"state": "accepted"}, after={"state": "working"},
    )  # fmt: skip
    client = client_of(odile)
    page = client.get("/audit/?object_kind=leads.lead", headers={"Accept-Language": "fr"}).content.decode()
    assert "En cours" in page
    file = b"".join(client.get("/audit/export/?object_kind=leads.lead&format=csv").streaming_content).decode()
    assert "state = working" in file

"""At night every free text is read again with the lists of today; what is found is reworded, or let through."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import AuditEntry
from crm.models import Activity, Contact, GuardMark
from crm.rules.guard_sources import sources
from crm.services.guard_lists import add_words, allow_words
from crm.services.guard_marks import let_through, rescan_texts, reword_text
from tests.factories.crm import ActivityFactory, CompanyFactory, ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return clock.local_day()


@pytest.fixture
def note(alice):
    row = ActivityFactory(company=CompanyFactory(owner=alice), at=datetime.now(UTC))
    Activity.objects.filter(pk=row.pk).update(text="Le gérant est un abruti, rappeler vendredi")
    return row


def test_the_night_marks_what_stands_in_notes_facts_and_roles(note, day):
    person = ContactFactory()
    Contact.objects.filter(pk=person.pk).update(role="Acheteuse alcoolique")
    result = rescan_texts(day)
    found = set(GuardMark.objects.values_list("source", "row_id", "category"))
    assert found == {("crm.Activity.text", note.pk, "insult"), ("crm.Contact.role", person.pk, "health")}
    assert (result.counts["marked"], result.rows) == (2, 2)
    assert rescan_texts(day).counts["marked"] == 0


def test_texts_of_every_floor_are_read_again():
    names = {source.name for source in sources()}
    assert {"debrief.Visit.note", "debrief.Addendum.text", "crm.Fact.value", "leads.Handoff.promise"} <= names
    assert {
        "debrief.Appeal.reason",
        "incentives.Dispute.reason",
        "debrief.Debrief.answer",
        "leads.Lead.message",
    } <= names


def test_the_objective_wording_takes_the_place_of_the_text(note, day, chloe):
    rescan_texts(day)
    mark = GuardMark.objects.get()
    reword_text(mark, by=chloe)
    note.refresh_from_db()
    assert "abruti" not in note.text
    assert "rappeler vendredi" in note.text
    assert AuditEntry.objects.filter(action="guard.text_reworded").exists()
    with pytest.raises(AlreadyDone):
        reword_text(mark, by=chloe)


def test_a_text_let_through_stays_in_the_journal_for_good(note, day, chloe, as_owner):
    rescan_texts(day)
    mark = let_through(GuardMark.objects.get(), by=chloe, reason="Citation du client lui-même")
    assert (mark.outcome, mark.reason) == ("let", "Citation du client lui-même")
    assert rescan_texts(day).counts["marked"] == 0
    for change in ("UPDATE crm_guardmark SET reason = 'x'", "DELETE FROM crm_guardmark"):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            as_owner.execute(change)


def test_health_is_never_let_through(day, chloe):
    person = ContactFactory()
    Contact.objects.filter(pk=person.pk).update(role="Acheteuse alcoolique")
    rescan_texts(day)
    with pytest.raises(BusinessRuleError) as refusal:
        let_through(GuardMark.objects.get(), by=chloe, reason="Utile")
    assert refusal.value.code == "never_overridable"
    assert GuardMark.objects.waiting().exists()


def test_a_new_word_is_looked_up_and_an_allowed_one_frees(note, day, odile):
    Activity.objects.filter(pk=note.pk).update(text="Client rabat-joie au comptoir")
    assert rescan_texts(day).counts["marked"] == 0
    add_words("rabat-joie", category="insult", language="fr", by=odile, reason="Vu souvent")
    assert rescan_texts(day).counts["marked"] == 1
    allow_words("rabat-joie", by=odile, reason="Finalement anodin")
    assert rescan_texts(day).counts["clean"] == 1
    assert not GuardMark.objects.waiting().exists()


def test_marketing_settles_on_the_page_and_reps_see_nothing(note, day, chloe, odile, alice, client_of):
    rescan_texts(day)
    mark = GuardMark.objects.get()
    page = client_of(odile).get("/guard/log/").content.decode()
    assert "rappeler vendredi" in page
    assert client_of(odile).post(f"/guard/marks/{mark.pk}/reword/").status_code == 403
    assert client_of(alice).get("/guard/log/").status_code == 403
    client_of(chloe).post(f"/guard/marks/{mark.pk}/let/", {"reason": ""})
    assert GuardMark.objects.waiting().exists()
    client_of(chloe).post(f"/guard/marks/{mark.pk}/reword/")
    assert not GuardMark.objects.waiting().exists()

"""A verdict that created a person takes her back, unless something rests on her."""

from datetime import timedelta

import pytest

from core.models import AuditEntry
from crm.choices import Channel
from crm.models import Contact, FieldChange
from crm.services.changes import write_field
from debrief.models import Integration
from debrief.services.verdicts import accept_finding, reverse_verdict
from leads.models import Touchpoint
from tests.factories.debrief import DAY, MORNING, PersonEntry, company, filed, findings, person, visit

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def met(alice, chloe):
    """Camille, met on a visit and created by the verdict: (verdict, contact)."""
    day = filed(alice, visit(company(alice), people=[person(phone="06 12 34 56 78")]))
    verdict = accept_finding(findings(day)[0], by=chloe, now=MORNING)
    return verdict, Contact.objects.get()


def test_the_person_leaves_the_crm_with_the_verdict(met, odile):
    verdict, _contact = met
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    found = verdict.finding
    found.refresh_from_db()
    assert not Contact.objects.exists()
    assert not FieldChange.objects.filter(object_kind="contact").exists()
    assert (found.contact_id, found.state, found.data["name"]) == (None, "pending", "Camille Roy")
    assert found.visit.met.get().name == "Camille Roy"
    assert not Touchpoint.objects.filter(external_key=f"finding:{found.pk}").exists()
    assert AuditEntry.objects.filter(action="contact.withdrawn").count() == 1


def test_a_finding_accepted_again_creates_the_person_again(met, chloe, odile):
    verdict, _contact = met
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    accept_finding(verdict.finding, by=chloe, now=LATER)
    assert Contact.objects.get().name == "Camille Roy"


def test_a_person_met_again_since_stays(met, alice, odile):
    verdict, contact = met
    again = visit(contact.company, people=[PersonEntry(contact=contact)])
    filed(alice, again, day=DAY + timedelta(days=1), now=LATER)
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    assert Integration.objects.get(verdict=verdict).contact_kept == "touched"
    assert AuditEntry.objects.get(action="finding.contact_kept").after["why"] == "touched"
    assert Contact.objects.get() == contact


def test_a_record_edited_since_stays(met, odile):
    verdict, contact = met
    write_field(contact, "role", "Gérante", by=odile, channel=Channel.PAGE)
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    assert Integration.objects.get(verdict=verdict).contact_kept == "edited"
    assert Contact.objects.get().role == "Gérante"


def test_a_person_another_verdict_speaks_of_stays(met, david, chloe, odile):
    verdict, contact = met
    told = filed(david, visit(contact.company, people=[person(phone="06 12 34 56 78", role="Gérante")]), day=DAY)
    accept_finding(findings(told)[0], by=chloe, now=LATER)
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    assert Integration.objects.get(verdict=verdict).contact_kept in ("touched", "verdict")
    assert Contact.objects.count() == 1


def test_the_page_says_why_the_person_stays(met, odile, client_of):
    verdict, contact = met
    write_field(contact, "role", "Gérante", by=odile, channel=Channel.PAGE)
    page = client_of(odile).post(f"/verdicts/{verdict.pk}/reverse/", {"reason": "Erreur"}, follow=True)
    assert "Camille Roy" in str([str(message) for message in page.context["messages"]])

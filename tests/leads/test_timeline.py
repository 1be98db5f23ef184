"""One timeline of a lead, filtered by kind: touches, handoffs, scores, steps, changes, and what the field adds."""

from datetime import timedelta

import pytest
from django.urls import reverse

from crm.services.activities import log_activity
from crm.services.companies import create_company
from leads.models import Lead
from leads.selectors.lead_page import lead_page
from leads.services.asking import answer_question, ask_about_lead
from leads.services.handoff import accept_handoff
from leads.services.particulars import change_lead
from leads.services.steps import set_next_step
from leads.services.work import start_work
from tests.factories.crm import ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(handoff, alice, chloe, noon):
    """Asked about, answered, accepted, called, corrected, with a next step."""
    asked = ask_about_lead(handoff, by=alice, question="Quel budget ?", now=noon)
    answer_question(asked, by=chloe, answer="12 000 €", now=noon + timedelta(minutes=5))
    lead = accept_handoff(handoff, by=alice, now=noon + timedelta(minutes=10)).lead
    start_work(lead, by=alice, now=noon + timedelta(minutes=20))
    change_lead(lead, by=chloe, now=noon + timedelta(minutes=30), city="Lyon")
    set_next_step(lead, by=chloe, what="Envoyer le devis", due_on=noon.date(), now=noon + timedelta(minutes=40))
    return Lead.objects.get(pk=lead.pk)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("handoff", "Quel budget ?"), ("call", "Appel"), ("change", "— → Lyon"), ("step", "Envoyer le devis"),
        ("touch", "Formulaire envoyé"),
    ],
)  # fmt: skip
def test_each_kind_is_shown_alone(lived, chloe, client_of, kind, said):
    page = client_of(chloe).get(lived.get_absolute_url(), {"kind": kind}, headers={"HX-Request": "true"})
    assert said in page.content.decode()
    assert {event.kind for event in lead_page(chloe, lived, kind=kind).events} == {kind}


def test_scores_and_owners_are_told(lived, alice, chloe):
    shown = lead_page(chloe, lived)
    assert [row.owner for row in shown.owners] == [alice]
    assert lead_page(chloe, lived, kind="score").events
    assert [event.at for event in shown.events] == sorted((event.at for event in shown.events), reverse=True)


def test_mails_logged_in_the_crm_are_on_it(lived, alice, chloe, noon, client_of):
    firm = create_company(by=chloe, name="Aubry", owner=alice)
    contact = ContactFactory(company=firm, name="Marc Aubry")
    Lead.objects.filter(pk=lived.pk).update(contact=contact, company=firm)
    log_activity(by=alice, company=firm, contact=contact, kind="email", at=noon, text="Devis envoyé")
    page = client_of(chloe).get(reverse("leads:lead_detail", args=[lived.pk]), {"kind": "mail"}).content.decode()
    assert "Devis envoyé" in page


def test_a_rep_finds_the_page_of_her_lead_and_another_does_not(lived, alice, david, client_of):
    assert client_of(alice).get(lived.get_absolute_url()).status_code == 200
    assert client_of(david).get(lived.get_absolute_url()).status_code == 404

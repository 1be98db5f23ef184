"""Alice, on her phone, reads the promise, accepts one lead and refuses another with a reason."""

import re

import pytest

from core import clock
from leads.models import Handoff, Lead
from leads.services.handoff import hand_off_lead
from leads.services.qualification import qualify_lead
from leads.services.routing import assign_lead
from tests.e2e.conftest import PHONE
from tests.factories.leads import LeadFactory, ReasonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def handed(lead, alice, chloe, promise):
    now = clock.now()
    qualify_lead(lead, by=chloe, now=now)
    lead = assign_lead(lead, by=chloe, to=alice, now=now)
    return hand_off_lead(
        lead, by=chloe, to=alice, promise=promise, proof="Formulaire de ce matin", opener="Bonjour", now=now
    )


def test_she_accepts_one_and_refuses_the_other(roles, alice, chloe, open_as, accessible):
    ReasonFactory(label_fr="Hors de mon secteur")
    handed(LeadFactory(name="Paul Girard"), alice, chloe, "A demandé un devis pour un four")
    handed(LeadFactory(name="Ana Costa"), alice, chloe, "A suivi le webinaire")
    page = open_as(alice, "/handoffs/", device=PHONE)
    page.get_by_text("A demandé un devis pour un four").wait_for()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    card = page.locator("article", has_text="Paul Girard")
    with page.expect_navigation():
        card.get_by_role("button", name="Accepter").click()
    page.goto("/handoffs/")
    page.get_by_role("link", name="Ana Costa").first.click()
    page.locator("summary", has_text="Refuser").click()
    page.get_by_label("Hors de mon secteur").check()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Refuser ce lead")).click()
    decisions = dict(Handoff.objects.values_list("lead__name", "decision"))
    assert decisions == {"Paul Girard": "accepted", "Ana Costa": "rejected"}
    assert dict(Lead.objects.values_list("name", "state")) == {"Paul Girard": "accepted", "Ana Costa": "recycled"}

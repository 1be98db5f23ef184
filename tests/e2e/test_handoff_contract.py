"""The contract of a lead in the browser: refused with its proof, asked about, left to somebody else, taken back."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.services.users import deactivate_user
from core import clock
from crm.models import Company
from leads.models import Handoff, Lead
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.overdue import expire_overdue_handoffs
from leads.services.qualification import qualify_lead
from leads.services.work import start_work
from tests.e2e.conftest import PHONE
from tests.factories.debrief import company
from tests.factories.leads import LeadFactory, ReasonFactory, RoutingRuleFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"promise": "A demandé un devis", "proof": "Formulaire de ce matin", "opener": "Bonjour"}


@pytest.fixture
def sent(roles, alice, chloe):
    """sent("Paul Girard") → handed to Alice, now or some days ago."""

    def send(name="Paul Girard", days=0, **fields):
        at = clock.now() - timedelta(days=days)
        lead = qualify_lead(LeadFactory(name=name, **fields), by=chloe, now=at)
        return hand_off_lead(lead, by=chloe, to=alice, now=at, **WORDS)

    return send


def test_a_reason_that_asks_for_proof_is_refused_without_it(sent, alice, open_as, accessible):
    ReasonFactory(label_fr="A fermé", needs_evidence=True)
    handoff = sent()
    page = open_as(alice, f"/handoffs/{handoff.pk}/", device=PHONE)
    page.locator("#refuse summary").click()
    page.get_by_label("A fermé").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Refuser ce lead").click()
    open_as.forgive("422")
    expect(page.locator("#refuse")).to_contain_text("ce que vous avez vu ou entendu")
    accessible(page)
    assert Handoff.objects.get().decision == "pending"
    page.get_by_label("Preuve").fill("Rideau baissé, panneau à vendre")
    with page.expect_navigation():
        page.get_by_role("button", name="Refuser ce lead").click()
    told = Handoff.objects.get()
    assert (told.decision, told.evidence) == ("rejected", "Rideau baissé, panneau à vendre")


def test_the_clock_stops_for_a_question_and_runs_again_with_the_answer(sent, alice, chloe, open_as):
    handoff = sent()
    page = open_as(alice, f"/handoffs/{handoff.pk}/", device=PHONE)
    page.locator("#ask summary").click()
    page.get_by_label("Votre question au marketing").fill("Quel modèle a-t-il vu ?")
    with page.expect_navigation():
        page.locator("#ask").get_by_role("button").click()
    expect(page.locator(".clock")).to_contain_text("arrêté")
    desk = open_as(chloe, f"/handoffs/{handoff.pk}/")
    desk.get_by_label("Votre réponse").fill("Le four à sole")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Envoyer la réponse").click()
    page.reload()
    expect(page.locator(".clock")).not_to_contain_text("arrêté")
    expect(page.locator("main")).to_contain_text("Le four à sole")
    assert Handoff.objects.get().paused_at is None


def test_a_silence_gives_the_lead_to_the_next_rep_with_the_same_promise(sent, amine, north, open_as):
    RoutingRuleFactory(team=north)
    sent(days=8)
    expire_overdue_handoffs(clock.now())
    page = open_as(amine, "/handoffs/", device=PHONE)
    expect(page.locator("article")).to_contain_text("A demandé un devis")
    with page.expect_navigation():
        page.get_by_role("button", name="Accepter").click()
    assert list(Handoff.objects.order_by("pk").values_list("decision", flat=True)) == ["expired", "accepted"]


def test_a_closed_lead_reopens_where_it_stood(sent, alice, chloe, open_as):
    lead = start_work(accept_handoff(sent(), by=alice).lead, by=alice)
    phone = open_as(alice, f"/leads/{lead.pk}/recycle/", device=PHONE)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Remettre en maturation").click()
    desk = open_as(chloe, lead.get_absolute_url())
    with desk.expect_navigation():
        desk.locator(f'form[action$="/leads/{lead.pk}/reopen/"] button').click()
    lead.refresh_from_db()
    assert (lead.state, lead.owner) == ("working", alice)


def test_converting_finds_the_company_instead_of_a_twin(sent, alice, open_as, accessible):
    known = company(alice, "Fournil Girard", city="Lyon")
    lead = start_work(accept_handoff(sent(company_name="Fournil Girard", city="Lyon"), by=alice).lead, by=alice)
    page = open_as(alice, f"/leads/{lead.pk}/convert/")
    page.get_by_role("radio", name="Fournil Girard").first.check()
    page.locator("#id_amount").fill("12000")
    accessible(page)
    with page.expect_navigation():
        page.locator("form.card button[type=submit]").click()
    lead.refresh_from_db()
    assert (lead.state, lead.company, Company.objects.count()) == ("converted", known, 1)


def test_the_leads_of_whoever_left_go_to_somebody_else_at_once(sent, alice, amine, odile, chloe, open_as, accessible):
    for name in ("Paul Girard", "Ana Costa"):
        accept_handoff(sent(name), by=alice)
    deactivate_user(alice, by=odile, now=clock.now())
    page = open_as(chloe, "/leads/?left=true")
    page.get_by_role("link", name="Tous :").last.click()
    page.locator("select[name=to]").select_option(str(amine.pk))
    accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Appliquer").click()
    assert set(Lead.objects.values_list("owner", flat=True)) == {amine.pk}

"""The daily work on leads in a browser: views kept, several reassigned, silence told, the rules tried."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from core.models import SavedView
from leads.choices import RatingMoment
from leads.models import Handoff, Lead, RoutingRule
from leads.services.feedback import rate_lead
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.overdue import expire_overdue_handoffs
from leads.services.qualification import qualify_lead
from leads.services.work import start_work
from tests.e2e.conftest import DESK, PHONE
from tests.factories.leads import LeadFactory, RoutingRuleFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"promise": "A demandé un devis", "proof": "Formulaire de ce matin", "opener": "Bonjour"}


def handed(alice, chloe, name="Paul Girard", days=0):
    at = clock.now() - timedelta(days=days)
    lead = qualify_lead(LeadFactory(name=name, company_name=f"Fournil de {name}"), by=chloe, now=at)
    return hand_off_lead(lead, by=chloe, to=alice, now=at, **WORDS)


def test_filters_are_kept_as_a_view_found_again_and_shared(chloe, open_as, accessible):
    LeadFactory(name="Ana Costa", interest="strong")
    LeadFactory(name="Paul Girard", interest="weak")
    page = open_as(chloe, "/leads/?interest=strong")
    expect(page.locator("#rows table")).to_contain_text("Ana Costa")
    page.locator("summary", has_text="Enregistrer cette vue").click()
    page.get_by_label("Nom de la vue").fill("À rappeler vite")
    page.get_by_label("La partager avec mon équipe").check()
    accessible(page)
    with page.expect_navigation():
        page.locator("details[open]").get_by_role("button", name="Enregistrer").click()
    page.goto("/leads/?view=all")
    expect(page.locator("#rows table")).to_contain_text("Paul Girard")
    page.locator("summary", has_text="Vues").click()
    with page.expect_navigation():
        page.get_by_role("link", name="À rappeler vite").click()
    expect(page.locator("#rows table")).not_to_contain_text("Paul Girard")
    assert SavedView.objects.get().is_shared


def test_on_a_phone_the_state_that_is_shown_is_in_sight(chloe, open_as):
    page = open_as(chloe, "/leads/?tab=recycled", device=PHONE)
    expect(page.locator(".tabs [aria-current=page]")).to_be_in_viewport(ratio=1)
    page.goto("/leads/")
    expect(page.locator(".tabs [aria-current=page]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".tabs").get_by_role("link", name="En maturation")).not_to_be_in_viewport()


def test_two_ticked_leads_change_hands_at_once(alice, amine, chloe, open_as, accessible):
    for name in ("Ana Costa", "Paul Girard", "Luc Roy"):
        accept_handoff(handed(alice, chloe, name), by=alice)
    page = open_as(chloe, "/leads/")
    for name in ("Ana Costa", "Paul Girard"):
        page.get_by_label(f"Cocher {name}").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Réaffecter ou transmettre les leads cochés").click()
    expect(page.locator("h1")).to_contain_text("2")
    page.locator("select[name=to]").select_option(str(amine.pk))
    accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Appliquer").click()
    told = dict(Lead.objects.values_list("name", "owner"))
    assert told == {"Ana Costa": amine.pk, "Paul Girard": amine.pk, "Luc Roy": alice.pk}


def test_a_silence_is_told_to_both_sides_and_the_lead_goes_on(alice, amine, north, chloe, open_as):
    RoutingRuleFactory(team=north)
    handed(alice, chloe, days=8)
    expire_overdue_handoffs(clock.now())
    for person, sentence in (
        (alice, "Un lead n’a pas eu de réponse à temps : Fournil de Paul Girard"),
        (chloe, "le lead est passé à la personne suivante : Fournil de Paul Girard"),
        (amine, "Fournil de Paul Girard"),
    ):
        page = open_as(person, "/notifications/", device=DESK if person is chloe else PHONE)
        expect(page.locator("main")).to_contain_text(sentence)
    assert list(Handoff.objects.order_by("pk").values_list("decision", "to")) == [
        ("expired", alice.pk), ("pending", amine.pk),
    ]  # fmt: skip


def test_a_rule_is_tried_on_real_leads_and_nothing_is_written(north, alice, chloe, odile, open_as, accessible):
    RoutingRuleFactory(name="Nord", team=north, active=False)
    lead = qualify_lead(LeadFactory(name="Ana Costa"), by=chloe, now=clock.now())
    page = open_as(odile, "/leads/routing/trial/")
    expect(page.locator("main")).to_contain_text("Ana Costa")
    expect(page.locator(".list.rows li", has_text="Ana Costa")).to_contain_text("Personne")
    page.get_by_label("Comme si cette règle était active").select_option(label="Nord")
    with page.expect_navigation():
        page.get_by_role("button", name="Essayer").click()
    expect(page.locator(".list.rows li", has_text="Ana Costa")).to_contain_text(alice.name)
    accessible(page)
    lead.refresh_from_db()
    assert (lead.owner, lead.state, RoutingRule.objects.get().active) == (None, "qualified", False)


def test_what_a_rep_rated_is_found_by_what_was_wrong(alice, chloe, open_as, accessible):
    lead = start_work(accept_handoff(handed(alice, chloe), by=alice).lead, by=alice)
    rate_lead(lead, by=alice, moment=RatingMoment.FIRST_CONTACT, data="poor", wrong_fields=["phone"])
    for device in (DESK, PHONE):
        page = open_as(chloe, "/leads/ratings/?data=poor", device=device)
        expect(page.locator("#rows table")).to_contain_text("Champs faux : téléphone")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        accessible(page)
    page.goto("/leads/ratings/?timing=poor")
    expect(page.locator("#rows")).to_contain_text("Aucune note ne correspond")

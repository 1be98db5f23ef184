"""Alice files her day on a phone, in French: by taps, offline too, and reads what became of it."""

from datetime import timedelta

import pytest

from core import clock
from debrief.models import Debrief, Finding, Visit
from debrief.services.verdicts import accept_finding
from tests.e2e.conftest import PHONE
from tests.e2e.phone import keep_at_hand, learn, tell
from tests.factories.debrief import PersonEntry, company, contact, filed, finding, signal, visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(roles, alice):
    """Two visits promised for today, and a company she knows."""
    today, now = clock.local_day(), clock.now()
    yesterday = today - timedelta(days=1)
    promised = []
    for name in ("Boulangerie Martin", "Hôtel du Parc"):
        where = company(alice, name, city="Lyon")
        someone = contact(alice, where, f"Camille {name.split()[-1]}")
        promised.append(visit(where, people=[PersonEntry(contact=someone)], next_step="visit", next_step_on=today))
    filed(alice, *promised, day=yesterday, now=now)
    company(alice, "Brasserie Georges", city="Lyon")
    return alice


def new_person(page, name):
    page.get_by_text("Nouvelle personne").first.click()
    page.locator("#id_people-0-name").fill(name)


def save(page):
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.wait_for_url("**/today/**")


def test_a_day_of_three_visits_two_people_one_opinion_one_competitor(alice, open_as, accessible):
    page = open_as(alice, "/today/", device=PHONE)
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("link", name="Boulangerie Martin").click()
    new_person(page, "Paul Girard")
    learn(page, "Concurrent", "Miwe, devis en main")
    tell(page, "Devis demandé")
    page.locator("#id_amount").fill("12400")
    accessible(page)
    save(page)
    page.get_by_role("link", name="Hôtel du Parc").click()
    new_person(page, "Anne Petit")
    learn(page, "Avis", "Trouve le four trop bruyant")
    tell(page, "À relancer")
    save(page)
    page.get_by_role("link", name="Ajouter une visite").click()
    page.get_by_label("Société").fill("brasserie")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("link", name="Brasserie Georges").click()
    page.get_by_role("checkbox", name="Personne rencontré").check()
    tell(page, "Pas maintenant")
    save(page)
    accessible(page)
    page.get_by_role("button", name="Déposer ma journée").click()
    page.get_by_role("heading", name="Journée déposée").wait_for()
    day = Debrief.objects.get(rep=alice, work_date=clock.local_day())
    assert (day.state, day.timeliness, day.visits.count()) == ("filed", "hot", 3)
    told = {(f.kind, f.topic or f.value.split(" · ")[0]) for f in Finding.objects.filter(visit__debrief=day)}
    assert told == {
        ("contact", "Paul Girard"),
        ("contact", "Anne Petit"),
        ("market_signal", "competitor"),
        ("opinion", "Trouve le four trop bruyant"),
    }
    assert Visit.objects.get(debrief=day, company__name="Boulangerie Martin").amount == 12400


def test_the_rep_reads_what_became_of_it(roles, amine, chloe, open_as, accessible):
    told = finding(amine, signal("Miwe"), day=clock.local_day(), now=clock.now())
    accept_finding(told, by=chloe)
    page = open_as(amine, "/findings/", device=PHONE)
    line = page.locator(f"#finding-{told.pk}")
    assert "Acceptée" in line.inner_text()
    assert "Connu sur la société" in line.inner_text()
    accessible(page)


def test_a_missing_answer_is_said_beside_its_field(alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.locator("[data-field=result] .error").wait_for()
    assert page.locator("[data-field=result] .error").inner_text() == "Choisissez une réponse."
    assert Visit.objects.filter(debrief__work_date=clock.local_day(), state="done").count() == 0
    open_as.forgive("422")


def test_a_visit_told_offline_is_sent_when_the_network_is_back(alice, open_as):
    page = open_as(alice, "/today/", device=PHONE)
    keep_at_hand(page)
    page.get_by_role("link", name="Boulangerie Martin").click()
    tell(page, "À relancer")
    page.locator("#id_note").fill("Veut le devis avant vendredi.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.locator("#sync-t", has_text="1").wait_for()
    assert not Visit.objects.filter(state="done", debrief__work_date=clock.local_day()).exists()
    page.context.set_offline(False)
    page.goto("/today/")
    page.locator("#sync[data-state=ok]").wait_for()
    page.goto("/today/")
    page.get_by_text("Rien de neuf").first.wait_for()
    done = Visit.objects.get(state="done", debrief__work_date=clock.local_day())
    assert (done.company.name, done.note) == ("Boulangerie Martin", "Veut le devis avant vendredi.")
    open_as.forgive("Failed to load resource", "ERR_INTERNET")

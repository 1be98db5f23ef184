"""Before a visit: what is known, asked, promised and open; first in the debrief; in as many queries for many visits."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.services.opportunities import open_opportunity
from debrief.models import Finding, Visit
from debrief.selectors.visit_card import cards_of
from debrief.services.asking import close_question
from debrief.services.filing import open_day
from debrief.services.verdicts import accept_finding
from debrief.services.visits import add_visit
from leads.services.handoff import hand_off_lead
from tests.debrief.test_pages import USUAL
from tests.factories.debrief import (
    DAY,
    EVENING,
    MORNING,
    VisitEntry,
    company,
    contact,
    filed,
    findings,
    opinion,
    signal,
    told,
    visit,
)
from tests.factories.leads import LeadFactory
from tests.factories.questions import question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def planned(rep, *places):
    return list(told(rep, *[VisitEntry(company=place, state="planned") for place in places]).visits.order_by("pk"))


def full_company(alice, chloe, name):
    """A company with a fact, an opinion, a deal, a buyer, a promised lead and a question."""
    where = company(alice, name)
    contact(alice, where, name=f"Camille {name}", role="Gérante", phone="0612345678")
    open_opportunity(
        by=alice, owner=alice, company=where, name=f"Four {name}", amount="12000", contacts=[], opened_on=DAY
    )
    question(chloe, about="company", company=where)
    return where


def test_a_card_says_what_is_known_asked_promised_and_open(alice, chloe, client_of):
    where = full_company(alice, chloe, "Anna")
    yesterday = DAY - timedelta(days=1)
    with time_machine.travel(EVENING - timedelta(days=1), tick=False):
        day = filed(alice, visit(where, signal(), opinion()), day=yesterday, now=EVENING - timedelta(days=1))
        for found in findings(day):
            accept_finding(found, by=chloe, now=EVENING - timedelta(hours=6))
    lead = LeadFactory(state="routed", owner=alice, team=alice.team, company=where)
    handoff = hand_off_lead(lead, by=chloe, to=alice, promise="Veut un devis avant juin", now=EVENING)
    stop = planned(alice, where)[0]
    card = cards_of(alice, [stop], MORNING)[0]
    assert [one.text_fr for one in card.questions] == ["Quel concurrent est en place ?"]
    assert [fact.value for fact in card.facts] == ["Miwe, devis en main"]
    assert [found.value for found in card.findings] == ["Le four chauffe vite"]
    assert [deal.name for deal in card.deals] == ["Four Anna"]
    assert [person.name for person in card.people] == ["Camille Anna"]
    assert (card.promise.handoff, card.promise.due_at) == (handoff, handoff.due_at)
    page = client_of(alice).get(card.url).content.decode()
    for words in ("Miwe, devis en main", "Le four chauffe vite", "Four Anna", "Camille Anna", handoff.promise):
        assert words in page, words
    assert "tel:" in page


def test_a_day_needs_no_more_queries_for_more_visits(alice, chloe, django_assert_num_queries):
    first = [full_company(alice, chloe, name) for name in ("Anna", "Bruno")]
    stops = planned(alice, *first)
    with CaptureQueriesContext(connection) as few:
        cards_of(alice, stops[:1], MORNING)
    more = [full_company(alice, chloe, f"N{n}") for n in range(6)]
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        draft = open_day(rep=alice, day=DAY + timedelta(days=1), by=alice)
        for place in more:
            add_visit(draft, by=alice, entry=VisitEntry(company=place, state="planned"))
        with django_assert_num_queries(len(few)):
            cards_of(alice, list(draft.visits.select_related("debrief", "company")), MORNING)


def test_my_day_shows_the_question_and_a_box_for_each_visit(alice, chloe, client_of):
    where = full_company(alice, chloe, "Anna")
    planned(alice, where)
    page = client_of(alice).get("/today/").content.decode()
    assert page.count("Quel concurrent est en place ?") == 1
    assert "Avant de partir" in page
    assert "Four Anna" in page


def test_a_card_is_of_ones_own_visits_and_companies_only(alice, david, client_of):
    where = company(alice, "Secret d’Alice")
    stop = planned(alice, where)[0]
    for url in (f"/visits/card/?visit={stop.pk}", f"/visits/card/?company={where.pk}", "/visits/card/?plan=visit:1"):
        answer = client_of(david).get(url)
        assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert "Secret d’Alice" in client_of(alice).get(f"/visits/card/?company={where.pk}").content.decode()


def test_the_question_comes_first_in_the_debrief_and_its_answer_is_linked(alice, chloe, client_of):
    where = company(alice, "Anna")
    asked = question(chloe, about="company", company=where)
    stop = planned(alice, where)[0]
    client, url = client_of(alice), f"/visits/{stop.pk}/"
    page = client.get(url).content.decode()
    assert page.index("Quel concurrent est en place ?") < page.index("Qui avez-vous")
    assert client.post(url, USUAL | {f"answer-{asked.pk}-value": "Miwe"}).status_code == 302
    found = Finding.objects.get()
    assert (found.question, found.topic, found.value) == (asked, "competitor", "Miwe")
    assert 'value="Miwe"' in client.get(url).content.decode()
    assert Visit.objects.get().state == "done"


def test_an_answer_sent_from_a_page_kept_since_the_question_closed_is_not_lost(alice, chloe, client_of):
    where = company(alice, "Anna")
    asked = question(chloe, about="company", company=where)
    stop = planned(alice, where)[0]
    close_question(asked, by=chloe, now=EVENING)
    body = USUAL | {f"answer-{asked.pk}-value": "Miwe"}
    assert client_of(alice).post(f"/visits/{stop.pk}/", body).status_code == 302
    assert (Finding.objects.get().value, Finding.objects.get().question) == ("Miwe", None)


def test_a_person_answers_who_signs_and_a_price_needs_its_sentence(alice, chloe, client_of):
    where = company(alice, "Anna")
    who = question(chloe, kind="contact", topic="", text_fr="Qui signe ?", expires_on=date(2026, 4, 1))
    price = question(chloe, topic="price", text_fr="Quel prix ?")
    url = f"/visits/{planned(alice, where)[0].pk}/"
    client = client_of(alice)
    wrong = client.post(url, USUAL | {f"answer-{price.pk}-amount": "12000"}, headers={"Accept": "application/json"})
    assert (wrong.status_code, list(wrong.json()["fields"])) == (422, [f"answer-{price.pk}-value"])
    body = {f"answer-{who.pk}-value": "Léa Martin", f"answer-{who.pk}-role": "Acheteuse"}
    assert client.post(url, USUAL | body).status_code == 302
    found = Finding.objects.get()
    assert (found.kind, found.data["name"], found.data["role"], found.question) == (
        "contact",
        "Léa Martin",
        "Acheteuse",
        who,
    )

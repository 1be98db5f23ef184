"""The pages of questions, for the desk and for the phone."""

import pytest
import time_machine

from crm.services.opportunities import open_opportunity
from debrief.models import Question
from tests.factories.debrief import DAY, EVENING, company
from tests.factories.questions import answered, kept, question

pytestmark = pytest.mark.django_db
BODY = {
    "text_fr": "Qui signe les achats ?", "expected": "contact", "about": "company", "audience": "all",
    "points": "20", "quota": "1", "expires_on": "2026-03-20",
}  # fmt: skip


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def test_a_marketer_writes_changes_and_closes_a_question(alice, chloe, client_of):
    where, client = company(alice, "Fournil d’Anna"), client_of(chloe)
    page = client.get(f"/questions/new/?company={where.pk}").content.decode()
    assert f"Fournil d’Anna #{where.pk}" in page
    assert client.post("/questions/new/", BODY | {"company": "fournil d’anna"}).status_code == 302
    asked = Question.objects.get()
    assert (asked.company, asked.kind, asked.points) == (where, "contact", 20)
    changed = BODY | {"company": f"#{where.pk}", "points": "35"}
    assert client.post(f"/questions/{asked.pk}/edit/", changed).status_code == 302
    assert Question.objects.get().points == 35
    assert client.post(f"/questions/{asked.pk}/close/").status_code == 302
    assert "Fermée" in client.get(f"/questions/{asked.pk}/").content.decode()


def test_a_wrong_question_comes_back_with_its_sentences(alice, chloe, client_of):
    company(alice, "Fournil Nord")
    company(alice, "Fournil Sud")
    client = client_of(chloe)
    several = client.post("/questions/new/", BODY | {"company": "fournil"})
    assert several.status_code == 422
    assert "Fournil Nord #" in several.content.decode()
    for wrong in ({"company": "Inconnue"}, {"about": "sector", "about_value": ""}, {"points": "0"}, {"text_fr": ""}):
        assert client.post("/questions/new/", BODY | {"company": "Fournil Sud"} | wrong).status_code == 422, wrong
    assert not Question.objects.exists()


def test_a_proposal_is_asked_in_one_click_or_set_aside(alice, chloe, client_of):
    where = company(alice, "Fournil d’Anna")
    open_opportunity(by=alice, owner=alice, company=where, name="Four", amount="12000", contacts=[], opened_on=DAY)
    client = client_of(chloe)
    page = client.get("/questions/").content.decode()
    assert "Qui signe les achats chez Fournil d’Anna" in page
    assert "Combien de personnes travaillent chez Fournil d’Anna" in page
    client.post("/questions/proposals/ask/", {"gap": "no_buyer", "company": where.pk})
    client.post("/questions/proposals/dismiss/", {"gap": "no_size", "company": where.pk})
    client.post("/questions/proposals/ask/", {"gap": "nonsense", "company": where.pk})
    client.post("/questions/proposals/ask/", {"gap": "no_buyer"})
    assert list(Question.objects.order_by("pk").values_list("gap", "state")) == [
        ("no_buyer", "open"),
        ("no_size", "set_aside"),
    ]
    assert "Combien de personnes" not in client.get("/questions/").content.decode()


def test_the_results_say_who_takes_and_who_shares(alice, david, chloe, client_of):
    where = company(alice)
    asked = question(chloe)
    kept(alice, asked, where, chloe)
    kept(david, asked, where, chloe)
    page = client_of(chloe).get(f"/questions/{asked.pk}/").content.decode()
    assert "prend la prime" in page
    assert "partage sa prime" in page
    mine = client_of(david).get(f"/questions/{asked.pk}/").content.decode()
    assert "Alice Aubert" not in mine
    assert "partage sa prime" in mine


def test_an_answered_question_can_no_longer_be_edited(alice, chloe, client_of):
    asked = question(chloe)
    answered(alice, asked, company(alice))
    refused = client_of(chloe).post(f"/questions/{asked.pk}/edit/", BODY | {"about": "all"})
    assert refused.status_code == 422
    assert "a déjà une réponse" in refused.content.decode()


def test_a_rep_finds_what_is_open_to_her_and_the_company_page_its_questions(alice, david, chloe, bob, client_of):
    where = company(alice, "Fournil d’Anna")
    asked = question(chloe, about="company", company=where, audience="reps", reps=(alice,))
    assert f"?company={where.pk}" in client_of(alice).get("/questions/").content.decode()
    assert asked.text_fr not in client_of(david).get("/questions/").content.decode()
    assert client_of(david).get(f"/questions/{asked.pk}/").status_code == 404
    assert asked.text_fr in client_of(bob).get(f"/questions/panels/companies/{where.pk}/").content.decode()

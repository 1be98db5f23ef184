"""Questions, ratings, leads without a rep, the dry run: the same rows on the page, in the file, over the API."""

import csv
import io
from datetime import timedelta

import pytest

from leads.choices import RatingMoment
from leads.models import Handoff, Lead
from leads.services.asking import answer_question, ask_about_lead
from leads.services.feedback import rate_lead
from leads.services.handoff import accept_handoff
from leads.services.routing import route_lead
from leads.services.work import start_work
from tests.factories.leads import LeadFactory, RoutingRuleFactory
from tests.leads.quality import hand

pytestmark = pytest.mark.django_db


def rows(client, address, query=None):
    """The lines of the CSV file, by the heads of its columns."""
    answer = client.get(address, {"format": "csv", **(query or {})})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def questions(handoff, alice, david, chloe, noon):
    """Alice's is answered; David's waits and its answer is late."""
    answer_question(
        ask_about_lead(handoff, by=alice, question="Combien de fournées ?", now=noon), by=chloe, answer="Deux", now=noon
    )
    other = hand(LeadFactory(name="Ana Costa", state="qualified"), chloe, david, noon)
    asked = ask_about_lead(other, by=david, question="Quel budget ?", now=noon)
    asked.breached_at = noon + timedelta(days=2)
    asked.save()
    return asked


@pytest.mark.usefixtures("questions")
def test_the_page_of_questions_shows_those_that_wait_and_others_when_asked(chloe, client_of):
    client = client_of(chloe)
    seen = {
        state: [one.question for one in client.get("/handoffs/questions/", {"state": state}).context["listing"].rows]
        for state in ("", "answered", "all")
    }
    assert seen[""] == ["Quel budget ?"]
    assert seen["answered"] == ["Combien de fournées ?"]
    assert sorted(seen["all"]) == ["Combien de fournées ?", "Quel budget ?"]
    late = client.get("/handoffs/questions/", {"state": "all", "late": "true"}).context["listing"]
    assert ([one.question for one in late.rows], len(late.chips)) == (["Quel budget ?"], 2)


@pytest.mark.usefixtures("questions")
def test_questions_leave_as_they_are_filtered(chloe, client_of, api_of):
    told = rows(client_of(chloe), "/handoffs/questions/export/", {"state": "answered"})
    assert [(one["Lead"], one["Question"], one["Réponse"], one["Répondu par"]) for one in told] == [
        ("Marc Aubry", "Combien de fournées ?", "Deux", chloe.name)
    ]
    found = api_of(chloe).get("/api/v1/handoff-questions/", {"state": "answered"}).json()
    assert [one["question"] for one in found["results"]] == ["Combien de fournées ?"]


@pytest.mark.usefixtures("questions")
@pytest.mark.parametrize("address", ["/handoffs/questions/", "/handoffs/questions/export/"])
def test_a_rep_does_not_read_the_questions_of_all(alice, client_of, address):
    assert client_of(alice).get(address).status_code == 403


@pytest.mark.usefixtures("questions")
def test_a_manager_reads_those_of_her_team_only(bob, client_of):
    told = rows(client_of(bob), "/handoffs/questions/export/", {"state": "all"})
    assert [one["Question"] for one in told] == ["Combien de fournées ?"]


@pytest.fixture
def rated(handoff, alice, noon):
    lead = start_work(accept_handoff(handoff, by=alice, now=noon).lead, by=alice, now=noon)
    rate_lead(
        lead, by=alice, moment=RatingMoment.FIRST_CONTACT, timing="poor", data="poor", wrong_fields=["phone"], now=noon
    )
    return lead


@pytest.mark.usefixtures("rated")
def test_ratings_are_filtered_alike_on_the_page_in_the_file_and_over_the_api(chloe, client_of, api_of):
    client = client_of(chloe)
    for query, n in (({"timing": "poor"}, 1), ({"timing": "good"}, 0), ({"moment": "end"}, 0), ({"fit": "good"}, 1)):
        assert len(client.get("/leads/ratings/", query).context["listing"].rows) == n, query
        assert len(rows(client, "/leads/ratings/export/", query)) == n, query
        assert len(api_of(chloe).get("/api/v1/lead-ratings/", query).json()["results"]) == n, query
    (told,) = rows(client, "/leads/ratings/export/")
    assert (told["Lead"], told["Champs faux"]) == ("Marc Aubry", "téléphone")


@pytest.mark.usefixtures("rated")
def test_a_rep_of_another_team_reads_no_rating_of_it(david, alice, client_of):
    assert len(client_of(david).get("/leads/ratings/").context["listing"].rows) == 0
    assert rows(client_of(david), "/leads/ratings/export/") == []
    assert len(rows(client_of(alice), "/leads/ratings/export/")) == 1


def test_leads_without_a_rep_leave_with_the_reason(qualified, chloe, client_of, noon):
    RoutingRuleFactory(name="Est", territory="67")
    route_lead(qualified, by=chloe, now=noon)
    client = client_of(chloe)
    (line,) = client.get("/leads/unassigned/").context["lines"]
    (told,) = rows(client, "/leads/unassigned/export/")
    assert (told["Lead"], told["Motif"]) == ("Marc Aubry", line[1])
    assert told["Règles d’aujourd’hui"] == line[2][0] == "Est\N{NO-BREAK SPACE}: code postal inconnu"
    assert rows(client, "/leads/unassigned/export/", {"q": "personne d’autre"}) == []


def test_the_dry_run_leaves_as_it_is_shown_and_writes_nothing(qualified, alice, chloe, north, client_of, api_of):
    rule = RoutingRuleFactory(name="Nord", team=north, active=False)
    client = client_of(chloe)
    (nobody,) = rows(client, "/leads/routing/trial/export/")
    (found,) = rows(client, "/leads/routing/trial/export/", {"with": rule.pk})
    assert (nobody["Irait à"], found["Irait à"], found["Règle"]) == ("Personne", alice.name, "Nord")
    (line,) = api_of(chloe).get("/api/v1/routing-trial/", {"with": rule.pk}).json()["lines"]
    assert (line["lead"], line["rep"], line["rule"]) == (qualified.pk, alice.pk, "Nord")
    assert (Lead.objects.get().state, Lead.objects.get().owner, Handoff.objects.count()) == ("qualified", None, 0)


@pytest.mark.parametrize(
    "address",
    ["/leads/unassigned/", "/leads/unassigned/export/", "/leads/routing/trial/", "/leads/routing/trial/export/"],
)
def test_a_rep_neither_reads_nor_takes_away_the_routing_desk(alice, client_of, address):
    assert client_of(alice).get(address).status_code == 403

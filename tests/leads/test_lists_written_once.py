"""The statements of a list are written once for each reach and what is asked of it, and never tell another's leads."""

from urllib.parse import quote

import pytest

from core.apart import WORDS, Apart
from leads import lead_filter
from leads.choices import CampaignChannel
from leads.lead_filter import LeadFilter
from leads.models import CurrentScore, Lead
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db
ASKED = ("", "tab=new", "cell=A1", "min_fit=50", "channel=event", "interest=high", "sort=fit", "sort=-cell")


@pytest.fixture
def two(alice, david, campaign):
    """One lead of each seller, of one campaign at a fair and of the same scores."""
    campaign.channel = CampaignChannel.EVENT
    campaign.save(update_fields=["channel"])
    for rep in (alice, david):
        LeadFactory(campaign=campaign, owner=rep, team=rep.team, name=f"Of {rep.name}", interest="high")
    CurrentScore.objects.filter(lead__in=Lead.objects.all()).update(fit=60, engagement=60, cell="A1")


@pytest.fixture
def compiled(monkeypatch):
    """How often the statement of a whole list was written."""
    told, merged = [], Apart.merged
    monkeypatch.setattr(Apart, "merged", lambda *asked: told.append(asked) or merged(*asked))
    return told


def names(client, query):
    return sorted(row["name"] for row in client.get(f"/leads/?view=all&{query}").context["listing"])


@pytest.mark.parametrize("query", ASKED)
def test_each_person_reads_her_own_leads_whoever_asked_the_same_before(two, client_of, alice, david, chloe, bob, query):
    own = {alice: ["Of Alice Aubert"], david: [f"Of {david.name}"], bob: ["Of Alice Aubert"]}
    everybody = sorted([*own[alice], *own[david]])
    browsers = {person: client_of(person) for person in (chloe, alice, david, bob)}
    for _again in range(2):
        assert {person: names(browser, query) for person, browser in browsers.items()} == {**own, chloe: everybody}


@pytest.mark.parametrize("query", ASKED)
def test_a_manager_who_takes_another_team_reads_its_leads_at_once(two, client_of, bob, david, query):
    assert names(client_of(bob), query) == ["Of Alice Aubert"]
    david.team.manager = bob
    david.team.save(update_fields=["manager"])
    assert names(client_of(bob), query) == sorted(["Of Alice Aubert", f"Of {david.name}"])


@pytest.mark.parametrize("person", ["chloe", "bob", "alice"])
def test_a_campaign_that_changes_its_channel_takes_its_leads_along(two, client_of, campaign, request, person):
    browser = client_of(request.getfixturevalue(person))

    def read():
        lists = [browser.get(f"/leads/?channel={channel}").context["listing"] for channel in ("event", "email")]
        return [(len(one), one.count_label) for one in lists]

    held, none = (2, "2 lignes") if person == "chloe" else (1, "1 ligne"), (0, "0 ligne")
    assert read() == [held, none]
    campaign.channel = CampaignChannel.EMAIL
    campaign.save(update_fields=["channel"])
    assert read() == [none, held]


def test_what_was_asked_before_is_not_written_again_and_other_values_are(two, client_of, alice, compiled):
    browser = client_of(alice)
    for query in ("tab=new", "tab=new", "tab=working", "tab=new&sort=-captured", "tab=new", "sort=fit", "sort=fit"):
        names(browser, query)
    assert len(compiled) == 4


def test_words_are_looked_for_by_one_statement_whatever_they_are(two, client_of, alice, compiled, campaign):
    """What is typed stays words: a sign of ours in it, or one of the database's, is looked for as it stands."""
    for name in ("Aubert 100 %", "Aubert d'Arc", f"Aubert {WORDS}"):
        LeadFactory(campaign=campaign, owner=alice, team=alice.team, name=name)
    browser = client_of(alice)
    found = [names(browser, "q=" + quote(words)) for words in ("100 %", "%%%", "d'Arc", "of alice", f"t {WORDS}")]
    assert found == [["Aubert 100 %"], [], ["Aubert d'Arc"], ["Of Alice Aubert"], [f"Aubert {WORDS}"]]
    assert len(compiled) == 1
    assert names(browser, "q=al") == ["Of Alice Aubert"]
    assert len(compiled) == 2


@pytest.mark.parametrize("query", ["", "&tab=new", "&interest=high", "&min_fit=50"])
def test_each_person_finds_her_own_by_the_words_another_looked_for(two, client_of, alice, david, chloe, query):
    own = {alice: ["Of Alice Aubert"], david: [f"Of {david.name}"]}
    browsers = {person: client_of(person) for person in (chloe, alice, david)}
    for _again in range(2):
        found = {person: names(browser, f"q=of {query}") for person, browser in browsers.items()}
        assert found == {**own, chloe: sorted([*own[alice], *own[david]])}


def test_no_more_statements_are_kept_than_there_is_room_for(two, client_of, alice, monkeypatch):
    monkeypatch.setattr(lead_filter.WRITTEN, "most", 3)
    browser = client_of(alice)
    for fit in range(10):
        assert names(browser, f"min_fit={fit}") == ["Of Alice Aubert"]
        assert len(lead_filter.WRITTEN) <= 3


def test_a_list_of_all_leads_by_mistake_is_nobody_elses(two, rf, alice):
    """What is asked of everything by one caller is no answer for who sees her own."""

    def statement(leads):
        asked = rf.get("/leads/?tab=new")
        asked.user = alice
        return LeadFilter(asked.GET, leads, request=asked).parts(["-captured_at", "-pk"]).whole[0]

    everything, own = statement(Lead.objects.all()), statement(Lead.objects.visible_to(alice))
    assert "owner_id" not in everything
    assert "owner_id" in own

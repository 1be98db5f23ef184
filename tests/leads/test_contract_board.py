"""The contract scoreboard: what each side kept, the same for both, each number with its rows."""

import re
from datetime import date, timedelta

import pytest

from leads.models import Handoff
from leads.selectors.quality.asked import Asked
from leads.selectors.quality.contract import MARKETING, SALES, contract
from leads.services.handoff import accept_handoff, reject_handoff
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.standing import compute_standings
from tests.leads.quality import hand, won_lead

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 7, 31)
ALL = Asked.of({"period": "all"}, by="team")


@pytest.fixture
def history(campaign, chloe, alice, amine, david, reason, noon):
    """Alice refuses what David wins; Amine accepts and forgets; Alice answers late; one promise is bare."""
    leads = []
    for number in range(4):
        lead, _new = capture_lead(
            by=chloe, campaign=campaign, name=f"Personne {number}", email=f"c{number}@client.test", now=noon
        )
        leads.append(qualify_lead(lead, by=chloe, now=noon))
    refused = reject_handoff(hand(leads[0], chloe, alice, noon), by=alice, reason=reason, now=noon).lead
    again = qualify_lead(refused, by=chloe, now=noon + timedelta(days=1))
    won_lead(hand(again, chloe, david, noon + timedelta(days=1)), david, noon + timedelta(days=1, hours=2))
    accept_handoff(hand(leads[1], chloe, amine, noon), by=amine, now=noon + timedelta(hours=3))
    late = hand(leads[2], chloe, alice, noon)
    Handoff.objects.filter(pk=late.pk).update(opener="")  # sent before a promise needed its three parts
    reject_handoff(late, by=alice, reason=reason, now=noon + timedelta(days=5))
    compute_standings(NIGHT)


def told(user, asked=ALL):
    return {promise.label: (promise.kept, promise.n) for promise in contract(user, asked).total.promises}


def test_nothing_is_shown_before_the_first_night(chloe):
    assert contract(chloe, ALL) is None


@pytest.mark.usefixtures("history")
def test_each_side_is_told_what_it_kept(chloe):
    shown = contract(chloe, ALL)
    assert [(p.kept, p.n) for p in shown.promises(MARKETING)] == [(2, 4), (3, 4), (1, 1), (0, 0)]
    assert [(p.kept, p.n) for p in shown.promises(SALES)] == [(3, 4), (1, 2), (1, 2)]
    assert [b.n for b in shown.breaches(MARKETING)] == [1, 0, 0, 0]
    assert [b.n for b in shown.breaches(SALES)] == [1, 0, 1, 1, 1]


@pytest.mark.usefixtures("history")
def test_a_manager_reads_the_page_that_marketing_reads_of_her_team(chloe, bob, north):
    assert told(bob) == told(chloe, Asked.of({"period": "all", "team": str(north.pk)}))


@pytest.mark.usefixtures("history")
def test_a_rep_reads_her_own_part(alice, chloe):
    assert told(alice) == told(chloe, Asked.of({"period": "all", "rep": str(alice.pk)}))


@pytest.mark.usefixtures("history")
def test_each_number_opens_to_as_many_rows(chloe, bob, client_of):
    for person in (chloe, bob):
        client, shown = client_of(person), contract(person, ALL)
        for row in (shown.total, *shown.teams, *shown.bands):
            numbers = [(p.kept_url, p.kept) for p in row.promises] + [(p.url, p.n) for p in row.promises]
            for url, n in [*numbers, *((b.url, b.n) for b in row.breaches)]:
                assert (url, len(client.get(url).context["listing"].rows)) == (url, n)


@pytest.mark.usefixtures("history")
def test_the_page_the_file_and_the_api_say_the_same(chloe, client_of, api_of):
    html = client_of(chloe).get("/contract/?period=all").content.decode()
    assert re.findall(r'class="link n" href="[^"]*">n=(\d+)<', html)[:7] == ["4", "4", "1", "0", "4", "2", "2"]
    file = b"".join(client_of(chloe).get("/contract/export/?period=all").streaming_content).decode("utf-8-sig")
    lines = [line.split(";")[3:5] for line in file.splitlines()[1:8]]
    assert lines == [["2", "4"], ["3", "4"], ["1", "1"], ["0", "0"], ["3", "4"], ["1", "2"], ["1", "2"]]
    counts = api_of(chloe).get("/api/v1/lead-contract/?period=all").json()["total"]["counts"]
    assert (counts["accepted"], counts["judged"], counts["refused_won"]) == (2, 4, 1)


@pytest.mark.usefixtures("history")
def test_the_phone_shows_it_to_a_rep(alice, client_of):
    answer = client_of(alice).get("/contract/")
    assert answer.status_code == 200
    assert "htmx" not in answer.content.decode().split("<body")[0]

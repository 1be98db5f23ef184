"""The lead-quality dashboard: what it counts, what it compares, and that each number opens to its very rows."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.html import escape

from leads.models import Handoff, Lead
from leads.selectors.quality.asked import Asked, Figure, Slice
from leads.selectors.quality.board import board
from leads.selectors.quality.rows import handoffs_behind
from leads.services.campaigns import record_cost
from leads.services.handoff import accept_handoff, reject_handoff
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.standing import compute_standings
from leads.services.work import start_work
from tests.factories.leads import CampaignFactory
from tests.leads.quality import hand, won_lead

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 7, 31)
ALL = {"period": "all"}


@pytest.fixture
def other(chloe):
    return CampaignFactory(owner=chloe, name="Sans réponse", channel="email")


@pytest.fixture
def history(campaign, other, chloe, alice, david, reason, noon):
    """Six leads of one campaign, one of another: won, in progress, refused twice, expired never, waiting, new."""
    handed = [_ready(campaign, chloe, n, noon) for n in range(5)]
    won_lead(hand(handed[0], chloe, alice, noon), alice, noon + timedelta(hours=1))
    working = accept_handoff(hand(handed[1], chloe, alice, noon), by=alice, now=noon + timedelta(days=1)).lead
    start_work(working, by=alice, now=noon + timedelta(days=2))
    for lead, rep in ((handed[2], alice), (handed[3], david)):
        reject_handoff(hand(lead, chloe, rep, noon), by=rep, reason=reason, now=noon + timedelta(hours=2))
    hand(handed[4], chloe, david, noon + timedelta(days=120))
    capture_lead(by=chloe, campaign=campaign, name="Neuf", email="neuf@client.test", now=noon)
    capture_lead(by=chloe, campaign=other, name="Autre", email="autre@client.test", now=noon)
    record_cost(campaign, by=chloe, day=date(2026, 3, 2), amount=Decimal("100.00"), label="Stand", kind="spend")
    record_cost(other, by=chloe, day=date(2026, 3, 2), amount=Decimal("50.01"), label="Envoi", kind="spend")
    compute_standings(NIGHT)


def _ready(campaign, chloe, number, noon):
    lead, _new = capture_lead(
        by=chloe, campaign=campaign, name=f"Personne {number}", email=f"p{number}@client.test", now=noon
    )
    return qualify_lead(lead, by=chloe, now=noon)


def shown(user, **query):
    return board(user, Asked.of(ALL | query))


def test_nothing_is_shown_before_the_first_night(chloe):
    assert board(chloe, Asked.of({})) is None


@pytest.mark.usefixtures("history")
def test_handoffs_and_leads_are_counted_with_what_they_are_of(chloe):
    total = shown(chloe).total
    assert {key: total.sent[key] for key in ("sent", "decided", "accepted", "rejected", "waiting", "deal_won")} == {
        "sent": 5, "decided": 4, "accepted": 2, "rejected": 2, "waiting": 1, "deal_won": 1,
    }  # fmt: skip
    assert {key: total.caught[key] for key in ("captured", "handed", "taken", "opened", "won")} == {
        "captured": 7, "handed": 5, "taken": 2, "opened": 1, "won": 1,
    }  # fmt: skip
    assert total.sent.share("accepted", "decided") == Decimal("0.5")


@pytest.mark.usefixtures("history")
def test_only_handoffs_old_enough_are_compared(chloe):
    total = shown(chloe).total.sent
    assert (total["ripe"], total["unripe"], total.share("ripe_converted", "ripe")) == (4, 1, Decimal("0.25"))
    march, july = shown(chloe).cohorts
    assert (march.ripe, march.within, july.ripe, july.within, july.so_far) == (True, Decimal("0.25"), False, None, 0)


@pytest.mark.usefixtures("history")
def test_first_contact_is_told_in_working_hours(chloe):
    hours = shown(chloe).total.sent.hours
    assert (hours["contact_median"], hours["contact_most"]) == (Decimal("4.25"), Decimal("7.25"))


@pytest.mark.usefixtures("history")
def test_costs_are_those_of_the_campaigns_to_the_cent(chloe):
    first, second = shown(chloe).lines
    assert (first.caught.cost, first.caught.cost_of("taken")) == (Decimal("100.00"), Decimal("50.00"))
    assert (second.name, second.caught.cost, second.caught.cost_of("taken")) == ("Sans réponse", Decimal("50.01"), None)
    assert shown(chloe).total.caught.cost == Decimal("150.01")


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("by", ["channel", "segment", "rep", "team"])
def test_shared_out_costs_add_up_to_the_total(chloe, by):
    told = shown(chloe, by=by)
    assert sum(line.caught.cost for line in told.lines) + told.idle_cost == told.total.caught.cost == Decimal("150.01")


@pytest.mark.usefixtures("history")
def test_one_rep_bears_the_share_of_her_leads(chloe, alice):
    assert shown(chloe, rep=str(alice.pk)).total.caught.cost == Decimal("50.00")


@pytest.mark.usefixtures("history")
def test_the_reasons_of_refusal_come_with_their_share(chloe, reason):
    (found,) = shown(chloe).refusals
    assert (found.n, found.share) == (2, 1)
    assert f"reason={reason.pk}" in found.url


@pytest.mark.usefixtures("history")
def test_a_period_is_compared_with_the_one_before(chloe):
    told = board(chloe, Asked.of({"first": "2026-06-01", "last": "2026-07-31", "by": "rep"}))
    assert told.before == (date(2026, 4, 1), date(2026, 5, 31))
    told = board(chloe, Asked.of({"first": "2026-03-12", "last": "2026-03-20"}))
    assert [card.was for card in told.cards][:1] == [Decimal("0.5")]


def _numbers(html):
    """Every link to rows with the number of rows that it says: its own, or the n told under it."""
    for url, text, rest in re.findall(r'href="(/(?:leads|handoffs)/[^"]*figure=[^"]*)">([^<]*)</a>([^/]*)', html):
        digits = re.sub(r"\D", "", text)
        yield url.replace("&amp;", "&"), int(digits) if re.fullmatch(r"[\d\s\u202f]+", text) else None, rest


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("by", ["campaign", "channel", "segment", "rep", "team"])
def test_each_number_of_the_page_opens_to_as_many_rows(chloe, client_of, by):
    client = client_of(chloe)
    html = client.get("/leads/quality/", ALL | {"by": by}).content.decode()
    links = [(url, n) for url, n, _rest in _numbers(html) if n is not None]
    assert len(links) >= 14
    for url, n in dict(links).items():
        listing = client.get(url).context["listing"]
        assert (url, len(listing.rows)) == (url, n)


@pytest.mark.usefixtures("history")
def test_every_measure_of_every_line_opens_to_its_rows(chloe, client_of):
    client = client_of(chloe)
    for by in ("campaign", "rep"):
        told = shown(chloe, by=by)
        for line in [*told.lines, told.total]:
            for measure, n in [*line.sent.counts.items(), *line.caught.counts.items()]:
                assert len(client.get(line.figure(measure)).context["listing"].rows) == n, (line.name, measure)


@pytest.mark.usefixtures("history")
def test_a_figure_stays_what_the_night_counted(chloe, alice, noon):
    figure = Figure("waiting", date(2026, 7, 1), NIGHT, Slice())
    accept = Handoff.objects.get(decision="pending")
    accept_handoff(accept, by=accept.to, now=noon + timedelta(days=121))
    assert handoffs_behind(chloe, figure).count() == 1


@pytest.mark.usefixtures("history")
def test_an_address_that_names_no_figure_is_refused_in_a_sentence(chloe, client_of):
    answer = client_of(chloe).get("/leads/", {"figure": "n’importe~quoi"})
    assert answer.status_code == 200
    assert len(answer.context["listing"].rows) == Lead.objects.count()


@pytest.mark.usefixtures("history")
def test_the_list_says_which_figure_it_shows(chloe, client_of):
    html = client_of(chloe).get("/leads/?figure=won~2026-01-01~2026-07-31").content.decode()
    assert escape("Leads gagnés") in html

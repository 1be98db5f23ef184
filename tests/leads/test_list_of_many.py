"""The list of leads asks for each state and reach apart, and for words on its way: it stays one list."""

import re
from datetime import timedelta
from html import unescape
from itertools import combinations

import pytest
from django.urls import reverse

from core import sought
from leads import reach
from leads.lead_filter import LeadFilter
from leads.models import CurrentScore, Lead
from tests.factories.leads import NOON, LeadFactory

pytestmark = pytest.mark.django_db
NAME, COUNT = re.compile(r'class="rowlink" href="[^"]*">([^<]*)<'), re.compile(r'role="status">([^<]*)<')
STEP = re.compile(r'rel="(next|prev)" href="([^"]*)"')


@pytest.fixture
def sixty(campaign, north, alice):
    """One lead a minute: new, recycled and routed in turn; every second one in the north, every third one hers."""
    states = ("new", "recycled", "routed")
    Lead.objects.bulk_create(
        Lead(
            campaign=campaign,
            name=f"Lead {n:02}",
            email=f"lead.{n}@aubry.test",
            company_name="Zénith" if n % 20 == 0 else "Aubry",
            state=states[n % 3],
            recycled_until=NOON.date() if n % 3 == 1 else None,
            team=None if n % 2 else north,
            owner=alice if n % 3 == 2 else None,
            captured_at=NOON + timedelta(minutes=n),
        )
        for n in range(60)
    )


@pytest.fixture
def person(request, monkeypatch):
    """Whoever this is; a manager also as of a team that has a share of all leads to be counted in."""
    name, _in, wide = request.param.partition(" in ")
    monkeypatch.setattr(reach, "share", lambda teams: 0.5 if wide else 0.0)
    return request.getfixturevalue(name)


PEOPLE = ("chloe", "bob", "bob in a wide team", "alice")


def names(client, query, **headers):
    """Every page of the list as it is read, one after the other, then the first one again from the second."""

    def read(query):
        page = unescape(client.get(reverse("leads:lead_list") + query, headers=headers).content.decode())
        return NAME.findall(page), dict(STEP.findall(page)), COUNT.findall(page)[0]

    rows, steps, count = read(query)
    met = rows
    while "next" in steps:
        there, steps, _count = read(steps["next"])
        if met is rows:
            assert read(steps["prev"])[0] == rows
        met = [*met, *there]
    return met, count


def expected(*numbers):
    return [f"Lead {n:02}" for n in sorted(numbers, reverse=True)]


@pytest.mark.parametrize("query", ["?state=new&state=routed", "?state=routed&state=new&sort=-captured"])
def test_several_states_are_one_list_in_the_order_asked(sixty, client_of, chloe, query):
    rows, count = names(client_of(chloe), query)
    wanted = expected(*(n for n in range(60) if n % 3 != 1))
    assert rows == (wanted[::-1] if "sort" in query else wanted)
    assert count == "40 lignes"


def test_a_manager_reads_the_team_and_his_own_leads_once_each(sixty, client_of, bob):
    Lead.objects.filter(name__in=["Lead 07", "Lead 08"]).update(owner=bob)
    rows, count = names(client_of(bob), "")
    assert rows == expected(7, *range(0, 60, 2))
    assert count == "31 lignes"
    rows, _count = names(client_of(bob), "?state=new&state=recycled")
    assert rows == expected(7, *(n for n in range(0, 60, 2) if n % 3 != 2))


PIECES = (
    "", "tab=new", "tab=working", "tab=unassigned", "state=new", "state=new&state=routed", "accepted=true",
    "min_fit=40", "cell=B2", "cell=A1&cell=B2", "min_engagement=1", "min_fit=much", "q=zenith", "q=ze", "left=false",
    "captured_from=2026-03-11", "interest=strong", "channel=event", "channel=partner", "sort=-captured",
)  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_the_list_is_what_its_filters_say_however_it_is_asked_for(sixty, rf, client_of, bob, person):
    """Each two filters, against the same ones without an order, a place, sets apart or scores counted alone."""
    Lead.objects.filter(name__in=["Lead 07", "Lead 08"]).update(owner=bob)
    Lead.objects.filter(name__endswith="5").update(state="working", accepted_at=NOON, recycled_until=None)
    Lead.objects.filter(name__endswith="6").update(state="accepted", accepted_at=NOON, recycled_until=None)
    CurrentScore.objects.filter(lead__name__in=expected(*range(0, 60, 4))).update(fit=50, engagement=9, cell="B2")
    CurrentScore.objects.filter(lead__name__in=expected(*range(1, 60, 4))).update(fit=90, cell="A1")
    client = client_of(person)
    for pair in combinations(PIECES, 2):
        query = "&".join(filter(None, pair))
        asked = rf.get(f"/leads/?{query}")
        asked.user = person
        found = LeadFilter(asked.GET, Lead.objects.visible_to(person), request=asked).qs
        order = ("captured_at", "pk") if "sort=" in query else ("-captured_at", "-pk")
        wanted = list(found.order_by(*order).values_list("name", flat=True))
        count = f"{len(wanted)} ligne{'s' if len(wanted) > 1 else ''}"
        assert names(client, f"?view=all&{query}", hx_request="true") == (wanted, count), query


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=new",
        "state=new&state=routed",
        "min_fit=40",
        "cell=B2&cell=D4&tab=new",
        "q=zenith",
        "q=zenith&state=new&state=recycled",
    ],
)
def test_sorted_by_a_score_it_is_the_same_leads_and_as_many(sixty, client_of, person, query):
    CurrentScore.objects.filter(lead__name__in=expected(*range(0, 60, 4))).update(fit=50, engagement=9, cell="B2")
    lists = client_of(person)
    rows, count = names(lists, f"?view=all&{query}")
    for sort in ("fit", "-engagement", "cell", "-probability"):
        again, counted = names(lists, f"?view=all&{query}&sort={sort}")
        assert (sorted(again, reverse=True), counted) == (rows, count)


def test_what_is_asked_of_scores_in_a_reach_is_counted_no_farther_than_it_says(
    campaign, client_of, chloe, bob, alice, north
):
    """Each of them is looked up among the scores: 100 are counted, and the label says so in every order. Those of a
    channel are as seldom met among a team's."""
    Lead.objects.bulk_create(
        Lead(campaign=campaign, name=f"Lead {n}", team=north, owner=alice, captured_at=NOON + timedelta(minutes=n))
        for n in range(260)
    )
    CurrentScore.objects.update(fit=80, cell="A2")
    CurrentScore.objects.filter(lead__name__in=["Lead 3", "Lead 7"]).update(fit=10, cell="D2")
    lists = {person: client_of(person) for person in (chloe, bob, alice)}
    for query in ("min_fit=80", "cell=A2", "min_fit=80&sort=fit", "cell=A2&sort=cell", "min_fit=80&cell=A2"):
        labels = [client.get(f"/leads/?{query}").context["listing"].count_label for client in lists.values()]
        assert labels[0] == "258 lignes", query
        assert set(labels[1:]) <= {"258 lignes", "Plus de 100 lignes"}, query
    assert lists[bob].get("/leads/?min_fit=80").context["listing"].count_label == "Plus de 100 lignes"
    assert lists[bob].get("/leads/?cell=D2").context["listing"].count_label == "2 lignes"
    labels = [lists[one].get(f"/leads/?channel={campaign.channel}").context["listing"].count_label for one in lists]
    assert labels == ["260 lignes", "Plus de 100 lignes", "260 lignes"]


def test_words_are_looked_for_among_what_the_other_filters_left(sixty, client_of, chloe, alice):
    assert names(client_of(chloe), "?q=zenith") == (expected(0, 20, 40), "3 lignes")
    assert names(client_of(chloe), "?q=zenith&state=new&state=routed")[0] == expected(0, 20)
    assert names(client_of(alice), "?q=zenith")[0] == expected(20)
    assert names(client_of(chloe), "?q=aubry")[1] == "60 lignes"


@pytest.mark.parametrize("far", [15, 40])
@pytest.mark.parametrize("query", ["q=zenith", "q=zenith&tab=working", "q=zenith&state=new&state=routed"])
def test_a_word_neither_rare_nor_near_is_found_on_every_page(sixty, client_of, chloe, monkeypatch, query, far):
    """Fewer of its rows than a page holds are met on the way, and more than are taken from the index of words."""
    for name, most in (("WALKED", 10), ("FAR", far), ("MOST_FOUND", 5)):
        monkeypatch.setattr(sought, name, most)
    Lead.objects.update(company_name="Zénith")
    Lead.objects.filter(name__in=expected(0, 10, 20, 30, 40)).update(company_name="Aubry")
    if "tab" in query:
        Lead.objects.update(state="working", accepted_at=NOON, recycled_until=None)
    rows, _count = names(client_of(chloe), f"?{query}")
    numbers = (n for n in range(60) if (n % 10 or n == 50) and (n % 3 != 1 or "state" not in query))
    assert rows == expected(*numbers)


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
@pytest.mark.parametrize(
    ("walked", "met", "found"), [(10, 27, 5), (30, 27, 5), (30, 101, 99), (70, 40, 5), (70, 27, 99)]
)
def test_words_find_the_same_leads_however_far_a_list_is_walked(
    sixty, rf, client_of, bob, monkeypatch, person, walked, met, found
):
    """Stopped when enough are met, gone on farther, or asked of the index: always against the filters alone."""
    for name, most in (("WALKED", walked), ("FAR", 45), ("MOST_MET", met), ("MOST_FOUND", found)):
        monkeypatch.setattr(sought, name, most)
    Lead.objects.filter(name__in=["Lead 07", "Lead 08"]).update(owner=bob)
    CurrentScore.objects.filter(lead__name__in=expected(*range(0, 60, 4))).update(fit=50)
    orders = {
        "": ("-captured_at", "-pk"),
        "sort=-captured": ("captured_at", "pk"),
        "sort=fit": ("-score__fit", "-captured_at", "-pk"),
    }
    for words in (
        "q=aubry", "q=zenith", "q=lead+5", "q=ead+05+lead", "q=test++aubry", "q=aubry&tab=new",
        "q=aubry&state=new&state=routed",
    ):  # fmt: skip
        for sort, order in orders.items():
            query = f"{words}&{sort}"
            asked = rf.get(f"/leads/?{query}")
            asked.user = person
            leads = LeadFilter(asked.GET, Lead.objects.visible_to(person), request=asked).qs
            wanted = list(leads.order_by(*order).values_list("name", flat=True))
            rows, count = names(client_of(person), f"?view=all&{query}")
            assert rows == wanted, query
            exact = f"{len(wanted)} ligne{'s' if len(wanted) > 1 else ''}"
            more = {f"Plus de {most - 1} lignes" for most in (26, met, found) if most <= len(wanted)}
            assert count in {exact, *more}, query


def test_a_word_that_many_hold_is_counted_as_far_as_it_was_met(campaign, client_of, chloe):
    """The walk counts a hundred, of a word that comes less often a page and more; a rare one is counted to the end."""
    words = {1: "Commun", 50: "Parfois", 500: "Rare"}
    Lead.objects.bulk_create(
        Lead(
            campaign=campaign,
            name=" ".join(word for every, word in words.items() if n % every == 0),
            captured_at=NOON + timedelta(minutes=n),
        )
        for n in range(3000)
    )
    lists = client_of(chloe)
    told = [lists.get(reverse("leads:lead_list"), {"q": word}).context["listing"] for word in words.values()]
    assert [one.count_label for one in told] == ["Plus de 100 lignes", "Plus de 25 lignes", "6 lignes"]


def test_two_letters_are_looked_for_at_the_beginning_of_words(sixty, client_of, chloe):
    LeadFactory(campaign=None, name="Zoé Énault", company_name="", captured_at=NOON)
    assert names(client_of(chloe), "?q=zo")[0] == ["Zoé Énault"]
    assert names(client_of(chloe), "?q=en")[0] == ["Zoé Énault"]


def test_a_word_beyond_the_first_thousands_is_found(campaign, client_of, chloe):
    """More rows than a list is walked: the index of words answers, for a rare word and for one of many rows."""
    Lead.objects.bulk_create(
        Lead(
            campaign=campaign,
            name="Ancien" if n < 2100 else "Récent",
            company_name="Unique" if n == 1 else "",
            captured_at=NOON + timedelta(minutes=n),
        )
        for n in range(4200)
    )
    lists = client_of(chloe)
    shown = lists.get(reverse("leads:lead_list"), {"q": "unique"}).context["listing"]
    assert ([row["name"] for row in shown], shown.count_label) == (["Ancien"], "1 ligne")
    shown = lists.get(reverse("leads:lead_list"), {"q": "ancien"}).context["listing"]
    assert (len(shown), shown.count_label[:7]) == (25, "Plus de")
    assert {row["name"] for row in shown} == {"Ancien"}
    assert [row["captured_at"] for row in shown] == [NOON + timedelta(minutes=2099 - n) for n in range(25)]
    shown = lists.get(reverse("leads:lead_list"), {"q": "recent"}).context["listing"]
    assert (shown.rows[0]["captured_at"], shown.count_label[:7]) == (NOON + timedelta(minutes=4199), "Plus de")


def test_a_frequent_word_hides_no_lead_from_a_filter_an_order_or_the_board(campaign, client_of, chloe, bob, north):
    """More leads hold the word than are taken from its index where a list is walked."""
    Lead.objects.bulk_create(
        Lead(
            campaign=campaign,
            name=f"Aubry {n}",
            team=north,
            state="qualified" if n > 2_095 else "new",
            captured_at=NOON + timedelta(minutes=n),
        )
        for n in range(2_100)
    )
    CurrentScore.objects.filter(lead__name__in=["Aubry 2098", "Aubry 3"]).update(fit=90, cell="A4")
    for person in (client_of(chloe), client_of(bob)):
        assert names(person, "?q=aubry&min_fit=80") == (["Aubry 2098", "Aubry 3"], "2 lignes")
        assert names(person, "?q=aubry&cell=A4&state=new&state=routed") == (["Aubry 3"], "1 ligne")
        best = person.get(reverse("leads:lead_list"), {"q": "aubry", "sort": "fit"}).context["listing"]
        assert [row["score__fit"] for row in best][:3] == [90, 90, 0]
        board = person.get(reverse("leads:lead_board"), {"q": "aubry"}).content.decode()
        assert "Aubry 2096" in board


def test_a_file_of_the_words_found_holds_every_lead_however_frequent_they_are(client, chloe, campaign):
    Lead.objects.bulk_create(
        Lead(campaign=campaign, name=f"Moulin {n}", email=f"moulin.{n}@aubry.test", captured_at=NOON)
        for n in range(2_005)
    )
    client.force_login(chloe)
    lines = client.get(reverse("leads:lead_export"), {"q": "moulin", "format": "csv"}).getvalue().decode("utf-8-sig")
    assert sum("moulin." in line for line in lines.splitlines()) == 2_005

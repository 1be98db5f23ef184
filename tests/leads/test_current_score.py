"""Every lead has its row of scores, whoever lays it down; lists are sorted and filtered by it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from core.imports.copying import copy_in
from leads import reach
from leads.models import CurrentScore, Lead
from leads.personal_data import erase
from leads.services.scoring import rescore
from tests.factories.crm import ContactFactory
from tests.factories.leads import NOON, LeadFactory

pytestmark = pytest.mark.django_db
SCORES = ("fit", "engagement", "cell", "probability", "captured_at", "score_details")


def scores_of(**asked):
    return list(CurrentScore.objects.filter(**asked).order_by("lead").values_list(*SCORES))


def made(**fields):
    return Lead(name="Ana", captured_at=NOON, **fields)


def test_a_lead_has_its_row_however_it_was_laid_down(campaign, noon):
    made(campaign=campaign).save()
    Lead.objects.bulk_create([made(), made()])
    copy_in([made(), made()], now=noon)
    assert scores_of() == [(0, 0, "", 0, NOON, {})] * 5


def test_scores_laid_down_first_stay(noon):
    lead = LeadFactory(score__fit=40)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "INSERT INTO leads_currentscore (lead_id, fit, engagement, cell, probability, captured_at, score_details)"
            " SELECT lead_id + 1000, fit, 7, 'C4', 0, captured_at, '{}' FROM leads_currentscore WHERE lead_id = %s",
            [lead.pk],
        )
    Lead.objects.create(pk=lead.pk + 1000, name="Copie", captured_at=NOON)
    assert scores_of(lead=lead.pk + 1000) == [(40, 7, "C4", 0, NOON, {})]


def test_the_row_follows_the_moment_of_capture():
    lead = LeadFactory()
    lead.captured_at = NOON - timedelta(days=3)
    lead.save()
    assert lead.score.captured_at == NOON - timedelta(days=3)


def whose(**asked):
    return list(CurrentScore.objects.filter(**asked).order_by("lead_id").values_list("owner", "team"))


def test_the_row_knows_whose_the_lead_is_however_it_was_laid_down_or_given_away(alice, amine, north, noon):
    made(owner=alice, team=north).save()
    Lead.objects.bulk_create([made(team=north), made(owner=alice)])
    copy_in([made(owner=alice, team=north)], now=noon)
    assert whose() == [(alice.pk, north.pk), (None, north.pk), (alice.pk, None), (alice.pk, north.pk)]
    first = Lead.objects.earliest("pk")
    first.owner, first.team = amine, None
    first.save(update_fields=["owner", "team"])
    Lead.objects.filter(owner=alice).update(owner=None)
    assert whose() == [(amine.pk, None), (None, north.pk), (None, None), (None, north.pk)]


def test_scores_laid_down_before_their_lead_learn_whose_it_is(alice, north):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "INSERT INTO leads_currentscore (lead_id, fit, engagement, cell, probability, captured_at, score_details)"
            " VALUES (9000, 40, 7, 'C4', 0, %s, '{}')",
            [NOON],
        )
    Lead.objects.create(pk=9000, name="Copie", captured_at=NOON, owner=alice, team=north)
    assert whose(fit=40) == [(alice.pk, north.pk)]


def test_what_a_lead_learns_of_scores_moves_its_row_to_nobody_else(alice, north, noon):
    lead = LeadFactory(owner=alice, team=north)
    rescore(lead, now=noon)
    lead.name = "Ana Costa"
    lead.save()
    assert whose() == [(alice.pk, north.pk)]


def test_a_team_has_the_share_of_all_leads_that_was_last_sampled(bob, alice, chloe, north, as_owner):
    Lead.objects.bulk_create([made(team=north), made(team=north), made(team=north), made()])
    as_owner.execute("ANALYZE leads_currentscore")
    reach._shares.cache_clear()
    assert (reach.share([north.pk]), reach.share([north.pk + 1]), reach.share([])) == (0.75, 0.0, 0.0)
    assert [reach.wide(one, narrowed=True) for one in (bob, chloe, alice)] == [True, True, False]
    reach._shares.cache_clear()


def test_who_is_erased_leaves_scores_that_explain_nothing(noon):
    person = ContactFactory()
    rescore(LeadFactory(contact=person, phone="+331"), now=noon)
    erase(person.pk)
    assert [(fit, details) for fit, *_others, details in scores_of()] == [(20, {})]


@pytest.mark.parametrize("column", ["fit", "engagement", "cell", "probability"])
def test_each_sort_is_read_to_its_end_in_both_directions(client, chloe, column):
    for number in range(60):
        when = NOON - timedelta(hours=number * 7 % 60)
        scores = {"fit": number % 3, "engagement": number % 4, "probability": number % 2, "cell": f"A{number % 3 + 1}"}
        LeadFactory(captured_at=when, **{f"score__{name}": value for name, value in scores.items()})
    client.force_login(chloe)
    down, up = (_read(client, f"?sort={sign}{column}") for sign in ("", "-"))
    assert (len(down), down) == (60, up[::-1])
    told = [lead[f"score__{column}"] for lead in down]
    assert told == sorted(told, reverse=column != "cell")


def _read(client, address):
    rows = []
    while address:
        shown = client.get(reverse("leads:lead_list") + address).context["listing"]
        rows += shown.rows
        address = shown.next_url
    return rows


def test_a_cell_is_read_newest_first_and_filters_add_up(client, chloe):
    LeadFactory(captured_at=NOON - timedelta(days=9), score__cell="A1", score__fit=90)
    LeadFactory(score__cell="A1", score__fit=80)
    LeadFactory(score__cell="B1", score__fit=85)
    client.force_login(chloe)
    shown = (
        "",
        "&sort=-captured",
        "&sort=cell",
        "&min_fit=85",
        "&cell=B1&min_fit=81&sort=-fit",
        "&cell=B1&q=personne&sort=fit",
    )
    asked = [f"?cell=A1{more}" for more in shown]
    fits = [[lead["score__fit"] for lead in _read(client, address)] for address in asked]
    assert fits == [[80, 90], [90, 80], [80, 90], [90], [85, 90], [90, 85, 80]]

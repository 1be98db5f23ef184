"""A lead that changes hands while all leads are scored: both happen, and its row of scores says both."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from leads.models import CurrentScore, Lead, LeadScore
from leads.services.bulk import reassign_lead
from leads.services.scoring import score_leads
from leads.services.states import lock
from tests.factories.leads import NOON, LeadFactory

HELD = 1.0  # seconds between the first step and the second


def together(first, second):
    """Each begins when the other has its first row, and both end."""
    ready = threading.Barrier(2, timeout=10)

    def run(work):
        with transaction.atomic():
            work(ready)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(run, work) for work in (first, second)]
    return [end.exception() for end in ends]


@pytest.fixture
def leads(alice, north):
    return [LeadFactory(owner=alice, team=north, state="routed", phone=f"+331{n}") for n in range(3)]


@pytest.mark.django_db(transaction=True)
def test_scoring_does_not_wait_for_a_lead_that_is_held(leads, chloe, amine):
    """Whoever holds it waits for its scores: each waiting for the other would be a deadlock."""

    def hand_on(ready):
        lock(leads[0])
        ready.wait()
        time.sleep(HELD)
        reassign_lead(leads[0], by=chloe, to=amine, now=NOON)

    def score(ready):
        ready.wait()
        assert score_leads(now=NOON) == 3
        time.sleep(2 * HELD)

    assert together(hand_on, score) == [None, None]
    row = CurrentScore.objects.get(lead=leads[0])
    assert (row.owner, row.team, row.cell != "") == (amine.pk, amine.team_id, True)
    assert LeadScore.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_scores_computed_before_a_lead_changed_hands_do_not_give_it_back(leads, chloe, amine):
    def hand_on(ready):
        reassign_lead(leads[0], by=chloe, to=amine, now=NOON)
        ready.wait()
        time.sleep(HELD)

    def score(ready):
        ready.wait()
        assert score_leads(now=NOON) == 3

    assert together(hand_on, score) == [None, None]
    row = CurrentScore.objects.get(lead=leads[0])
    assert (row.owner, row.team, row.cell != "") == (amine.pk, amine.team_id, True)
    assert Lead.objects.get(pk=leads[0].pk).owner == amine

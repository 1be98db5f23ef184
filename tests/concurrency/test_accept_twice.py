"""Two taps on one handoff: one decision, one transition."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.exceptions import AlreadyDone
from leads.models import Handoff, LeadTransition
from leads.services.handoff import accept_handoff, hand_off_lead, reject_handoff
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from tests.factories.accounts import MarketerFactory, TeamFactory, UserFactory
from tests.factories.leads import NOON, CampaignFactory, ReasonFactory


def _try(act):
    try:
        act()
    except AlreadyDone:
        return "refused"
    finally:
        connection.close()
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_and_a_refusal_at_once_one_counts():
    rep, marketer, reason = UserFactory(team=TeamFactory()), MarketerFactory(), ReasonFactory()
    lead, _new = capture_lead(by=marketer, campaign=CampaignFactory(), name="Ana", email="ana@a.test", now=NOON)
    qualify_lead(lead, by=marketer, now=NOON)
    words = {"promise": "Un four", "proof": "A appelé", "opener": "Bonjour"}
    handoff = hand_off_lead(lead, by=marketer, to=rep, now=NOON, **words)
    acts = [
        lambda: accept_handoff(handoff, by=rep, now=NOON),
        lambda: reject_handoff(handoff, by=rep, reason=reason, now=NOON),
    ] * 8
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(_try, acts))
    handoff = Handoff.objects.get()
    assert sorted(results) == ["done", *["refused"] * 15]
    assert LeadTransition.objects.filter(from_state="handed_off").count() == 1
    assert handoff.decided_by == rep

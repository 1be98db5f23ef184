"""A competitor nobody has confirmed for six months is proposed as a question; one confirmed since is not."""

from datetime import timedelta

import pytest

from crm.services.facts import record_fact
from crm.services.opportunities import open_opportunity
from debrief.selectors.gaps import proposals
from debrief.services.asking import ask_for_gap
from tests.factories.debrief import DAY, EVENING, company
from tests.factories.questions import ASKED

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(alice):
    found = company(alice, "Fournil d’Anna")
    open_opportunity(by=alice, owner=alice, company=found, name="Four", amount="12000", contacts=[], opened_on=DAY)
    return found


def gaps(chloe):
    return {one.gap for one in proposals(chloe, DAY)}


def rival(chloe, where, days):
    at = EVENING - timedelta(days=days)
    record_fact(by=chloe, company=where, topic="competitor", value="Miwe", how_known="seen", now=at)


def test_an_old_competitor_is_worth_a_question(where, chloe):
    assert "stale_rival" not in gaps(chloe)
    rival(chloe, where, 200)
    assert "stale_rival" in gaps(chloe)
    asked = ask_for_gap("stale_rival", where, by=chloe, now=ASKED)
    assert (asked.kind, asked.topic, asked.company) == ("market_signal", "competitor", where)
    assert "stale_rival" not in gaps(chloe)


def test_a_competitor_seen_lately_is_not_asked_about(where, chloe):
    rival(chloe, where, 200)
    rival(chloe, where, 20)
    assert "stale_rival" not in gaps(chloe)

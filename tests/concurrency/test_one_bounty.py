"""Two acceptances at once: one bounty."""

import pytest
import time_machine

from debrief.services.verdicts import accept_finding
from incentives.models import LedgerLine
from incentives.services.settling import settle_all_points, settle_finding_points
from incentives.services.verifying import verify_ledger
from tests.concurrency.test_settle_twice import at_once
from tests.factories.debrief import EVENING, MORNING, company
from tests.factories.incentives import NOON, planned
from tests.factories.questions import answered, question


@pytest.mark.django_db(transaction=True)
def test_two_answers_accepted_at_once_take_one_bounty(alice, david, amine, chloe, celine, odile):
    plan = planned(alice, odile).plan
    for rep in (david, amine):
        planned(rep, odile, plan=plan)
    with time_machine.travel(EVENING, tick=False):
        asked, where = question(chloe), company(alice)
        one, two = answered(alice, asked, where), answered(david, asked, where, "Bongard")
        three = answered(amine, asked, where, "Bongard")

    def accepted(found, by):
        accept_finding(found, by=by, now=MORNING)
        return settle_finding_points(found.pk, now=NOON)

    results = at_once(
        lambda: accepted(one, chloe), lambda: accepted(two, celine), lambda: accepted(three, chloe),
        lambda: settle_all_points(NOON), lambda: settle_all_points(NOON),
    )  # fmt: skip
    assert [one for one in results if isinstance(one, Exception)] == []
    settle_all_points(NOON)
    given = LedgerLine.objects.filter(component__rule="bounty")
    assert given.total() == 30
    assert settle_all_points(NOON)["bounty"] == 0
    assert verify_ledger().ok

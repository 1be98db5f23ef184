"""Disputes: one's own lines, within thirty days, answered by somebody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError, TransitionNotAllowed
from core.models import Message
from incentives.models import Dispute, LedgerLine, Statement
from incentives.services.disputes import answer_dispute, open_dispute, take_dispute, withdraw_dispute
from incentives.services.periods import compute_period
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, finding, judged, period


@pytest.fixture
def line(paid_alice, chloe):
    judged(finding(paid_alice), chloe)
    settle_all_points(NOON)
    return LedgerLine.objects.get()


@pytest.fixture
def dispute(line, alice):
    return open_dispute(by=alice, reason="Ce concurrent était nouveau", now=NOON, line=line)


def test_an_upheld_dispute_adds_a_line_dated_like_the_contested_one_and_tells_the_person(dispute, alice, odile):
    take_dispute(dispute, by=odile, now=NOON)
    answer_dispute(dispute, by=odile, state="upheld", answer="C’est juste", points=4, now=NOON)
    dispute.refresh_from_db()
    added = dispute.adjustment
    assert (dispute.state, added.points, added.kind, added.occurred_on) == ("upheld", 4, "adjusted", DAY)
    assert Message.objects.filter(to=alice, key=f"dispute:{dispute.pk}:answered").count() == 1


def test_a_declined_dispute_adds_nothing(dispute, odile):
    answer_dispute(dispute, by=odile, state="declined", answer="Déjà connu au dépôt", now=NOON)
    assert LedgerLine.objects.count() == 1


@pytest.mark.parametrize(("state", "points"), [("upheld", 0), ("declined", 5), ("closed", 0)])
def test_the_answer_and_its_points_must_fit(dispute, odile, state, points):
    with pytest.raises(ValidationError):
        answer_dispute(dispute, by=odile, state=state, answer="Voilà", points=points, now=NOON)
    dispute.refresh_from_db()
    assert (dispute.state, LedgerLine.objects.count()) == ("open", 1)


def test_only_the_person_contests_her_line_and_only_once_at_a_time(dispute, line, alice, david):
    for user, code in ((david, "not_yours"), (alice, "already_disputed")):
        with pytest.raises(BusinessRuleError) as refusal:
            open_dispute(by=user, reason="Encore", now=NOON, line=line)
        assert refusal.value.code == code
    assert Dispute.objects.count() == 1


def test_thirty_days_after_the_statement_it_is_too_late(line, alice, odile):
    compute_period(period(), by=odile, now=NOON)
    statement = Statement.objects.get(person=alice)
    with pytest.raises(BusinessRuleError) as refusal:
        open_dispute(by=alice, reason="Trop tard", now=NOON + timedelta(days=31), statement=statement)
    assert refusal.value.code == "too_late"


def test_nobody_answers_her_own_dispute_and_a_withdrawn_one_stays_so(dispute, alice, odile):
    with pytest.raises(BusinessRuleError):
        answer_dispute(dispute, by=alice, state="upheld", answer="Oui", points=4, now=NOON)
    withdraw_dispute(dispute, by=alice, now=NOON)
    with pytest.raises(TransitionNotAllowed):
        answer_dispute(dispute, by=odile, state="declined", answer="Non", now=NOON)

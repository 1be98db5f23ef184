"""Sixteen questions, sixteen answers, sixteen orders at once: one question, one answer, each rule in one place."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.exceptions import BusinessRuleError
from leads.models import HandoffQuestion, RoutingRule, RoutingVersion
from leads.services.asking import answer_question, ask_about_lead
from leads.services.handoff import hand_off_lead
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from leads.services.rules import move_rule
from tests.factories.accounts import MarketerFactory, TeamFactory, UserFactory
from tests.factories.leads import NOON, CampaignFactory, RoutingRuleFactory

WORDS = {"promise": "Un four", "proof": "A appelé", "opener": "Bonjour"}


def _try(act):
    try:
        act()
    except BusinessRuleError:
        return "refused"
    finally:
        connection.close()
    return "done"


def _at_once(act):
    with ThreadPoolExecutor(16) as pool:
        return sorted(pool.map(_try, [act] * 16))


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_questions_and_sixteen_answers_one_of_each_counts():
    rep, marketer = UserFactory(team=TeamFactory()), MarketerFactory()
    lead, _new = capture_lead(by=marketer, campaign=CampaignFactory(), name="Ana", email="ana@a.test", now=NOON)
    qualify_lead(lead, by=marketer, now=NOON)
    handoff = hand_off_lead(lead, by=marketer, to=rep, now=NOON, **WORDS)
    asked = _at_once(lambda: ask_about_lead(handoff, by=rep, question="Quel budget ?", now=NOON))
    question = HandoffQuestion.objects.get()
    answered = _at_once(lambda: answer_question(question, by=marketer, answer="12 000 €", now=NOON))
    handoff.refresh_from_db()
    assert asked == answered == ["done", *["refused"] * 15]
    assert handoff.paused_at is None


@pytest.mark.django_db(transaction=True)
def test_rules_ordered_at_once_keep_one_place_each():
    marketer, team = MarketerFactory(), TeamFactory()
    rules = [RoutingRuleFactory(team=team, rank=10 * place) for place in range(1, 5)]
    assert set(_at_once(lambda: move_rule(rules[3], by=marketer, to=1))) == {"done"}
    assert list(RoutingRule.objects.values_list("rank", flat=True)) == [10, 20, 30, 40]
    assert RoutingRule.objects.first() == rules[3]
    assert list(RoutingVersion.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 17))

"""A qualified lead finds its rep, and the reason is kept."""

import pytest

from core.exceptions import TransitionNotAllowed
from crm.services.companies import create_company
from leads.choices import LeadState, RoutingMethod
from leads.models import Lead
from leads.rules.routing import Prospect, Rule, matches
from leads.services.routing import assign_lead, route_lead
from tests.factories.leads import LeadFactory, RoutingRuleFactory


def test_the_owner_of_the_company_goes_before_every_rule(qualified, alice, david, chloe, south, noon):
    RoutingRuleFactory(team=south)
    qualified.company = create_company(by=chloe, name="Aubry", owner=alice)
    qualified.save()
    lead = route_lead(qualified, by=chloe, now=noon)
    assert (lead.owner, lead.state, lead.routing_rule) == (alice, LeadState.ROUTED, None)


def test_the_fewest_open_leads_decide_when_the_rule_says_so(qualified, alice, amine, chloe, north, noon):
    LeadFactory(owner=alice, team=north, state=LeadState.WORKING)
    rule = RoutingRuleFactory(team=north, method=RoutingMethod.FEWEST)
    lead = route_lead(qualified, by=chloe, now=noon)
    assert (lead.owner, lead.routing_rule) == (amine, rule)
    assert rule.name in lead.routing_reason


def test_rules_apply_by_rank_and_by_condition(qualified, alice, david, chloe, north, south, noon):
    RoutingRuleFactory(rank=10, team=south, territory="67, 68")
    RoutingRuleFactory(rank=20, team=None, rep=alice, method=RoutingMethod.REP)
    Lead.objects.filter(pk=qualified.pk).update(postcode="75011")
    assert route_lead(qualified, by=chloe, now=noon).owner == alice
    Lead.objects.filter(pk=qualified.pk).update(postcode="67000")
    assert route_lead(qualified, by=chloe, now=noon).owner == david


def test_nobody_found_is_said_never_silent(qualified, chloe, noon):
    lead = route_lead(qualified, by=chloe, now=noon)
    assert (lead.state, lead.owner, bool(lead.routing_reason)) == (LeadState.QUALIFIED, None, True)
    assert list(Lead.objects.unassigned()) == [lead]


def test_a_rule_without_anybody_free_says_which_rule(qualified, chloe, south, noon):
    rule = RoutingRuleFactory(team=south)
    lead = route_lead(qualified, by=chloe, now=noon)
    assert lead.owner is None
    assert rule.name in lead.routing_reason


def test_a_new_lead_is_not_routed(lead, chloe, noon):
    with pytest.raises(TransitionNotAllowed):
        route_lead(lead, by=chloe, now=noon)


def test_somebody_may_choose_the_rep(qualified, chloe, alice, noon):
    lead = assign_lead(qualified, by=chloe, to=alice, now=noon)
    assert (lead.state, lead.owner, lead.team) == (LeadState.ROUTED, alice, alice.team)


@pytest.mark.parametrize(("employees", "expected"), [(None, False), (9, False), (10, True), (49, True), (50, False)])
def test_a_size_matches_between_its_bounds(employees, expected):
    rule = Rule(1, "PME", None, "", "", 10, 49, "round_robin", 1, None)
    assert matches(rule, Prospect(None, "", "", employees, None)) is expected

"""Rules are ordered, switched off, versioned; what reps can take and when they are away decides who gets a lead."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import AuditEntry
from debrief.services.absences import declare_absence
from leads.choices import LeadState, RoutingMethod
from leads.models import Lead, RoutingRule, RoutingVersion
from leads.rules.routing import Candidate, Prospect, Rule, choose
from leads.selectors.routing_trial import trial
from leads.services.routing import route_lead
from leads.services.rules import move_rule, restore_version, save_rule, set_capacity, switch_rule
from tests.factories.leads import LeadFactory, RoutingRuleFactory

ANYBODY = Prospect(None, "67000", "", None, None)


def rule(method="round_robin", **given):
    told = {"campaign_id": None, "territory": "", "sector": "", "min_employees": None, "max_employees": None}
    return Rule(**{"id": 1, "name": "R", "method": method, "team_id": 1, "rep_id": None} | told | given)


def test_in_turn_goes_to_the_one_who_waited_longest():
    people = [Candidate(1, 1, open_leads=9, last_received=5.0), Candidate(2, 1, open_leads=0, last_received=9.0)]
    assert choose(ANYBODY, [rule()], people).rep_id == 1


def test_by_capacity_goes_to_the_one_with_most_room():
    """Nine of thirty leaves more room than four of ten."""
    people = [Candidate(1, 1, open_leads=4, capacity=10), Candidate(2, 1, open_leads=9, capacity=30)]
    assert choose(ANYBODY, [rule("weighted")], people).rep_id == 2


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Candidate(1, 1, away=True), "nobody_away"),
        (Candidate(1, 1, open_leads=3, capacity=3), "nobody_full"),
        (Candidate(1, 1, received_today=2, quota=2), "nobody_quota"),
    ],
)
def test_why_nobody_receives_it_is_said(person, why):
    assert choose(ANYBODY, [rule()], [person]).why == why


def test_the_next_rule_is_asked_when_nobody_of_the_first_is_free():
    people = [Candidate(1, 1, away=True), Candidate(2, 2)]
    second = rule(id=2, team_id=2)
    assert choose(ANYBODY, [rule(), second], people).rule_id == 2


def test_the_owner_keeps_a_client_whatever_the_quota_and_not_when_away():
    mine = Prospect(None, "", "", None, 1)
    assert choose(mine, [], [Candidate(1, 1, received_today=5, quota=5)]).why == "company_owner"
    assert choose(mine, [], [Candidate(1, 1, away=True)]).rep_id is None


def test_who_is_away_on_a_day_given_to_decide_receives_nothing(qualified, alice, amine, chloe, north, noon):
    RoutingRuleFactory(team=north)
    friday = noon.date() + timedelta(days=2)
    declare_absence(rep=alice, by=alice, starts_on=friday, ends_on=friday, now=noon)
    assert route_lead(qualified, by=chloe, now=noon).owner == amine


def test_a_daily_quota_sends_the_next_lead_elsewhere(qualified, alice, amine, chloe, north, noon):
    RoutingRuleFactory(team=north)
    set_capacity(alice, by=chloe, daily_quota=1)
    LeadFactory(owner=alice, team=north, state=LeadState.WORKING, routed_at=noon)
    LeadFactory(owner=amine, team=north, state=LeadState.WORKING, routed_at=noon + timedelta(minutes=5))
    assert route_lead(qualified, by=chloe, now=noon + timedelta(hours=1)).owner == amine


def test_a_dry_run_says_who_would_get_each_and_writes_nothing(qualified, alice, amine, chloe, north, noon):
    made = RoutingRuleFactory(team=north, territory="67")
    Lead.objects.filter(pk=qualified.pk).update(postcode="67000")
    others = [LeadFactory(state=LeadState.QUALIFIED, postcode=code) for code in ("67100", "75001")]
    shown = trial([Lead.objects.get(pk=qualified.pk), *others], now=noon)
    assert {line.rep for line in shown.lines} == {alice, amine, None}
    assert (shown.placed, shown.nobody, shown.by_rule) == (2, 1, [(made.name, 2)])
    assert shown.lines[2].missed == [f"{made.name}\N{NO-BREAK SPACE}: hors de ses codes postaux"]
    assert not Lead.objects.exclude(owner=None).exists()


def test_order_and_switch_are_versions_that_can_be_brought_back(chloe, north):
    first, second = (RoutingRuleFactory(team=north, rank=rank) for rank in (10, 20))
    save_rule(first, by=chloe)
    move_rule(second, by=chloe, to=1)
    switch_rule(first, by=chloe, active=False)
    assert list(RoutingRule.objects.values_list("pk", "rank", "active")) == [
        (second.pk, 10, True),
        (first.pk, 20, False),
    ]
    restore_version(RoutingVersion.objects.get(number=1), by=chloe)
    assert list(RoutingRule.objects.values_list("pk", "active")) == [(first.pk, True), (second.pk, True)]
    assert RoutingVersion.objects.count() == 4
    assert AuditEntry.objects.filter(action="routing_rule.moved").count() == 1


def test_the_routing_pages_order_switch_try_and_list(qualified, chloe, alice, north, client_of):
    client = client_of(chloe)
    first, second = (RoutingRuleFactory(team=north, rank=rank, territory="99") for rank in (10, 20))
    client.post(reverse("leads:routing_move", args=[second.pk]), {"to": "1"})
    client.post(reverse("leads:routing_switch", args=[first.pk]), {"active": "0"})
    assert list(RoutingRule.objects.values_list("pk", "active")) == [(second.pk, True), (first.pk, False)]
    for name in ("routing_list", "routing_trial", "routing_versions", "capacity_list", "lead_unassigned"):
        assert client.get(reverse(f"leads:{name}")).status_code == 200
    assert second.name in client.get(reverse("leads:lead_unassigned")).content.decode()
    client.post(reverse("leads:capacity_edit", args=[alice.pk]), {"open_leads": "", "daily_quota": "3"})
    assert alice.lead_capacity.daily_quota == 3


def test_marketing_routes_all_that_wait_again(qualified, alice, chloe, north, client_of):
    RoutingRuleFactory(team=north, rep=alice, method=RoutingMethod.REP)
    client_of(chloe).post(reverse("leads:lead_route_all"))
    assert Lead.objects.get().owner == alice

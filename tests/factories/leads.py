"""Campaigns, leads, touches and reasons for the tests."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from leads.choices import CampaignChannel, CampaignState, CostKind, LeadState, ReasonKind, RoutingMethod
from leads.models import Campaign, CampaignCost, CurrentScore, Handoff, Lead, Reason, RoutingRule, Touchpoint
from tests.factories.accounts import MarketerFactory, TeamFactory, UserFactory

NOON = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


class ReasonFactory(DjangoModelFactory):
    class Meta:
        model = Reason

    kind = ReasonKind.REJECT
    code = factory.Sequence(lambda n: f"reason-{n}")
    label_fr = "Hors de mon secteur"
    label_en = "Outside my territory"


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign

    name = factory.Sequence(lambda n: f"Campagne {n}")
    channel = CampaignChannel.EVENT
    owner = factory.SubFactory(MarketerFactory)
    starts_on = date(2026, 1, 5)
    ends_on = date(2026, 12, 18)
    budget = Decimal("5000.00")
    state = CampaignState.RUNNING
    proof = "A rempli le formulaire"
    opener = "Vous cherchez un four ?"


class CampaignCostFactory(DjangoModelFactory):
    class Meta:
        model = CampaignCost

    campaign = factory.SubFactory(CampaignFactory)
    day = date(2026, 3, 2)
    amount = Decimal("1000.00")
    kind = CostKind.SPEND
    label = "Stand"
    recorded_by = factory.SelfAttribute("campaign.owner")


class LeadFactory(DjangoModelFactory):
    """LeadFactory(score__fit=80) has this score."""

    class Meta:
        model = Lead
        skip_postgeneration_save = True

    campaign = factory.SubFactory(CampaignFactory)
    name = factory.Sequence(lambda n: f"Personne {n}")
    email = factory.Sequence(lambda n: f"personne{n}@example.test")
    company_name = factory.Sequence(lambda n: f"Boulangerie {n}")
    state = LeadState.NEW
    captured_at = NOON

    @factory.post_generation
    def score(self, _create, _extracted, **scores):
        if scores:
            CurrentScore.objects.filter(lead=self).update(**scores)


class RoutingRuleFactory(DjangoModelFactory):
    class Meta:
        model = RoutingRule

    name = factory.Sequence(lambda n: f"Règle {n}")
    method = RoutingMethod.ROUND_ROBIN
    team = factory.SubFactory(TeamFactory)


class TouchpointFactory(DjangoModelFactory):
    class Meta:
        model = Touchpoint

    kind = "click"
    source = "campaign"
    campaign = factory.SubFactory(CampaignFactory)
    lead = factory.SubFactory(LeadFactory)
    at = NOON
    external_key = factory.Sequence(lambda n: f"touch-{n}")


class HandoffFactory(DjangoModelFactory):
    class Meta:
        model = Handoff

    lead = factory.SubFactory(LeadFactory, state=LeadState.HANDED_OFF)
    to = factory.SubFactory(UserFactory)
    sent_by = factory.SubFactory(MarketerFactory)
    promise = "Cherche un four avant l’été"
    sent_at = NOON
    due_at = datetime(2026, 3, 13, 11, 0, tzinfo=UTC)

"""Campaigns that take people at a stand today: the fairs that run, and the campaigns chosen for it."""

from datetime import date

from django.db.models import Q, QuerySet

from leads.choices import CampaignChannel, CampaignState
from leads.models import Campaign


def stand_campaigns(today: date) -> QuerySet[Campaign]:
    """Whoever stands there may choose among them, whoever owns them: fairs, and what their marketer offers there."""
    offered = Q(channel=CampaignChannel.EVENT) | Q(at_stand=True)
    running: QuerySet[Campaign] = Campaign.objects.exclude(state=CampaignState.CLOSED).filter(
        offered, starts_on__lte=today, ends_on__gte=today
    )
    return running.order_by("-starts_on", "pk")

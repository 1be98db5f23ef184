"""Campaigns that take people at a stand today: the fairs that run."""

from datetime import date

from django.db.models import QuerySet

from leads.choices import CampaignChannel, CampaignState
from leads.models import Campaign


def stand_campaigns(today: date) -> QuerySet[Campaign]:
    """Whoever stands at the fair may choose among them, whoever owns them; other campaigns have no stand."""
    running: QuerySet[Campaign] = Campaign.objects.exclude(state=CampaignState.CLOSED).filter(
        channel=CampaignChannel.EVENT, starts_on__lte=today, ends_on__gte=today
    )
    return running.order_by("-starts_on", "pk")

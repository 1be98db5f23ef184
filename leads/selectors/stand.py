"""Campaigns that take leads at a stand today: fairs first, then the others that run."""

from datetime import date

from django.db.models import Case, QuerySet, Value, When

from leads.choices import CampaignChannel, CampaignState
from leads.models import Campaign


def stand_campaigns(today: date) -> QuerySet[Campaign]:
    """Whoever stands at the fair may choose among them, whoever owns them."""
    running: QuerySet[Campaign] = Campaign.objects.exclude(state=CampaignState.CLOSED).filter(
        starts_on__lte=today, ends_on__gte=today
    )
    fairs_first = Case(When(channel=CampaignChannel.EVENT, then=Value(0)), default=Value(1))
    return running.order_by(fairs_first, "-starts_on", "pk")

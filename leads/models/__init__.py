from leads.models.attribution import RevenueAttribution
from leads.models.campaign import Campaign, CampaignCost
from leads.models.handoff import Handoff
from leads.models.lead import Lead, LeadTransition
from leads.models.outcome import Outcome
from leads.models.reason import Reason
from leads.models.routing import RoutingRule
from leads.models.snapshot import CampaignRoiSnapshot
from leads.models.touchpoint import Touchpoint

__all__ = [
    "Campaign",
    "CampaignCost",
    "CampaignRoiSnapshot",
    "Handoff",
    "Lead",
    "LeadTransition",
    "Outcome",
    "Reason",
    "RevenueAttribution",
    "RoutingRule",
    "Touchpoint",
]

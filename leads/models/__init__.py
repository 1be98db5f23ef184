from leads.models.attribution import RevenueAttribution
from leads.models.campaign import Campaign, CampaignCost
from leads.models.change import LeadChange
from leads.models.form import CaptureForm, ConsentText, FormCalls, FormSubmission
from leads.models.handoff import Handoff
from leads.models.lead import Lead, LeadTransition
from leads.models.outcome import Outcome
from leads.models.ownership import LeadOwnership
from leads.models.question import HandoffQuestion
from leads.models.rating import LeadRating
from leads.models.reason import Reason
from leads.models.routing import LeadCapacity, RoutingRule, RoutingVersion
from leads.models.scoring import CurrentScore, LeadScore, ProbabilityModel, ScoringVersion
from leads.models.snapshot import CampaignRoiSnapshot
from leads.models.standing import HandoffStanding, LeadStanding, QualityNight
from leads.models.step import LeadStep
from leads.models.terms import ContractTerms
from leads.models.touchpoint import Touchpoint

__all__ = [
    "Campaign",
    "CampaignCost",
    "CampaignRoiSnapshot",
    "CaptureForm",
    "ConsentText",
    "ContractTerms",
    "CurrentScore",
    "FormCalls",
    "FormSubmission",
    "Handoff",
    "HandoffQuestion",
    "HandoffStanding",
    "Lead",
    "LeadCapacity",
    "LeadChange",
    "LeadOwnership",
    "LeadRating",
    "LeadStanding",
    "LeadStep",
    "LeadTransition",
    "Outcome",
    "QualityNight",
    "LeadScore",
    "ProbabilityModel",
    "Reason",
    "RevenueAttribution",
    "RoutingRule",
    "RoutingVersion",
    "ScoringVersion",
    "Touchpoint",
]

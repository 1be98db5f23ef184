"""The lead's states, the campaign's and the handoff's: may this one become that one?"""

from core.workflow import Workflow
from leads.choices import CampaignState, HandoffDecision
from leads.choices import LeadState as S

EXITS = {S.DISQUALIFIED, S.RECYCLED, S.MERGED, S.OBJECTED}
HELD = {S.NEW, S.QUALIFIED, S.ROUTED, S.ACCEPTED, S.WORKING}

LEAD = Workflow(
    {
        S.NEW: {S.QUALIFIED, *EXITS},
        S.QUALIFIED: {S.ROUTED, *EXITS},
        S.ROUTED: {S.HANDED_OFF, S.QUALIFIED, *EXITS},
        S.HANDED_OFF: {S.ACCEPTED, S.ROUTED, S.RECYCLED, S.OBJECTED},
        S.ACCEPTED: {S.WORKING, S.CONVERTED, *EXITS},
        S.WORKING: {S.CONVERTED, *EXITS},
        S.CONVERTED: {S.WON, S.LOST, S.OBJECTED},
        S.WON: {S.CONVERTED},
        S.LOST: {S.CONVERTED},
        S.DISQUALIFIED: {S.OBJECTED},
        S.RECYCLED: {S.QUALIFIED, S.DISQUALIFIED, S.MERGED, S.OBJECTED},
        S.MERGED: set(),
        S.OBJECTED: set(),
    }
)
# Only reopening leads back to a state held before: no other verb takes a closed lead there.
REOPENING = Workflow({S.DISQUALIFIED: HELD, S.RECYCLED: HELD})
HANDOFF = Workflow(
    {
        HandoffDecision.PENDING: {
            HandoffDecision.ACCEPTED,
            HandoffDecision.REJECTED,
            HandoffDecision.EXPIRED,
            HandoffDecision.WITHDRAWN,
        },
    }
)
CAMPAIGN = Workflow(
    {
        CampaignState.PLANNED: {CampaignState.RUNNING, CampaignState.CLOSED},
        CampaignState.RUNNING: {CampaignState.CLOSED},
        CampaignState.CLOSED: {CampaignState.RUNNING},
    }
)

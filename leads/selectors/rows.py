"""The rows the API begins with; who asks narrows them."""

from leads.models import (
    Campaign,
    CampaignRoiSnapshot,
    CaptureForm,
    Handoff,
    HandoffQuestion,
    Lead,
    LeadRating,
    LeadStep,
)

CAMPAIGNS = Campaign.objects.select_related(None)
ROI_SNAPSHOTS = CampaignRoiSnapshot.objects.select_related(None)
LEADS = Lead.objects.select_related("company", "campaign", "opportunity", "contact", "score")
FORMS = CaptureForm.objects.with_figures().select_related("campaign")
HANDOFFS = Handoff.objects.select_related("lead", "to__team")
QUESTIONS = HandoffQuestion.objects.select_related("handoff__lead", "handoff__to__team")
STEPS = LeadStep.objects.select_related("lead")
RATINGS = LeadRating.objects.select_related("lead")

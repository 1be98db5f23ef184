"""API routes of campaigns, leads, handoffs and return."""

from typing import Any

from django.urls import path

from leads.api import capture, contract, figures, forms, routing, scoring, stand, terms, views, work

ROI = views.CampaignRoiViewSet.as_view({"get": "list"})


def lead(verb: str) -> Any:
    return views.LeadViewSet.as_view({"post": verb})


def worked(verb: str, method: str = "post") -> Any:
    return work.WorkViewSet.as_view({method: verb})


def handoff(verb: str) -> Any:
    return views.HandoffViewSet.as_view({"post": verb})


urlpatterns = [
    path("campaigns/", views.CampaignViewSet.as_view({"get": "list"}), name="campaign_list"),
    path("campaigns/<int:pk>/", views.CampaignViewSet.as_view({"get": "retrieve"}), name="campaign_detail"),
    path(
        "campaigns/<int:pk>/record-cost/",
        views.CampaignViewSet.as_view({"post": "record_cost"}),
        name="campaign_record_cost",
    ),
    path("campaign-roi/", ROI, name="campaign_roi_list"),
    path("lead-quality/", figures.LeadQualityView.as_view(), name="lead_quality"),
    path("lead-contract/", figures.LeadContractView.as_view(), name="lead_contract"),
    path("lead-contract/terms/", terms.TermsView.as_view(), name="terms_list"),
    path("lead-contract/terms/set/", terms.SetTermsView.as_view(), name="terms_set"),
    path("leads/", views.LeadViewSet.as_view({"get": "list"}), name="lead_list"),
    path("forms/", forms.FormViewSet.as_view({"get": "list"}), name="form_list"),
    path("forms/<int:pk>/", forms.FormViewSet.as_view({"get": "retrieve"}), name="form_detail"),
    path("forms/<int:pk>/open/", forms.FormViewSet.as_view({"post": "open"}), name="form_open"),
    path("forms/<int:pk>/close/", forms.FormViewSet.as_view({"post": "close"}), name="form_close"),
    path("leads/stand/", stand.StandView.as_view(), name="lead_stand"),
    path("leads/capture/", capture.CaptureView.as_view(), name="lead_capture"),
    path("leads/bulk/hand-off/", worked("bulk_hand_off"), name="lead_bulk_hand_off"),
    path("leads/bulk/reassign/", worked("bulk_reassign"), name="lead_bulk_reassign"),
    path("leads/<int:pk>/reopen/", worked("reopen"), name="lead_reopen"),
    path("leads/<int:pk>/next-step/", worked("next_step"), name="lead_next_step"),
    path("leads/<int:pk>/change/", worked("change"), name="lead_change"),
    path("leads/<int:pk>/undo/", worked("undo"), name="lead_undo"),
    path("leads/<int:pk>/timeline/", worked("timeline", "get"), name="lead_timeline"),
    path("lead-steps/", work.StepViewSet.as_view({"get": "list"}), name="step_list"),
    path("lead-steps/<int:pk>/done/", work.StepViewSet.as_view({"post": "done"}), name="step_done"),
    path("lead-steps/<int:pk>/reopen/", work.StepViewSet.as_view({"post": "reopen"}), name="step_reopen"),
    path("lead-ratings/", work.RatingViewSet.as_view({"get": "list"}), name="rating_list"),
    path("routing-rules/", routing.RuleListView.as_view(), name="routing_list"),
    path("routing-rules/<int:pk>/move/", routing.RuleMoveView.as_view(), name="routing_move"),
    path("routing-rules/<int:pk>/switch/", routing.RuleSwitchView.as_view(), name="routing_switch"),
    path("scoring/", scoring.ScoringView.as_view(), name="scoring"),
    path("scoring/versions/", scoring.VersionListView.as_view(), name="scoring_versions"),
    path("scoring/preview/", scoring.PreviewView.as_view(), name="scoring_preview"),
    path("scoring/save/", scoring.SaveView.as_view(), name="scoring_save"),
    path("probability/", scoring.ProbabilityView.as_view(), name="probability"),
    path("routing-trial/", routing.TrialView.as_view(), name="routing_trial"),
    path("capacities/<int:pk>/", routing.CapacityView.as_view(), name="capacity_edit"),
    path("leads/<int:pk>/", views.LeadViewSet.as_view({"get": "retrieve"}), name="lead_detail"),
    path("leads/<int:pk>/qualify/", lead("qualify"), name="lead_qualify"),
    path("leads/<int:pk>/disqualify/", lead("disqualify"), name="lead_disqualify"),
    path("leads/<int:pk>/recycle/", lead("recycle"), name="lead_recycle"),
    path("leads/<int:pk>/route/", lead("route"), name="lead_route"),
    path("leads/<int:pk>/hand-off/", lead("hand_off"), name="lead_hand_off"),
    path("leads/<int:pk>/start-work/", lead("start_work"), name="lead_start_work"),
    path("leads/<int:pk>/convert/", lead("convert"), name="lead_convert"),
    path("handoffs/", views.HandoffViewSet.as_view({"get": "list"}), name="handoff_list"),
    path("handoffs/<int:pk>/", views.HandoffViewSet.as_view({"get": "retrieve"}), name="handoff_detail"),
    path("handoffs/<int:pk>/accept/", handoff("accept"), name="handoff_accept"),
    path("handoffs/<int:pk>/reject/", handoff("reject"), name="handoff_reject"),
    path("handoffs/<int:pk>/ask/", contract.AskViewSet.as_view({"post": "ask"}), name="handoff_ask"),
    path("handoff-questions/", contract.QuestionViewSet.as_view({"get": "list"}), name="handoff_question_list"),
    path(
        "handoff-questions/<int:pk>/answer/",
        contract.QuestionViewSet.as_view({"post": "answer"}),
        name="handoff_question_answer",
    ),
    path("handoffs/<int:pk>/withdraw/", handoff("withdraw"), name="handoff_withdraw"),
]

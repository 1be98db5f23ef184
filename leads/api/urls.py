"""API routes of campaigns, leads, handoffs and return."""

from typing import Any

from django.urls import path

from leads.api import capture, contract, views

ROI = views.CampaignRoiViewSet.as_view({"get": "list"})


def lead(verb: str) -> Any:
    return views.LeadViewSet.as_view({"post": verb})


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
    path("leads/", views.LeadViewSet.as_view({"get": "list"}), name="lead_list"),
    path("leads/capture/", capture.CaptureView.as_view(), name="lead_capture"),
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

"""API routes of the debrief floor."""

from typing import Any

from django.urls import path

from debrief.api.views import DebriefViewSet, FindingViewSet

ALL: dict[str, Any] = {"get": "list"}
ONE: dict[str, Any] = {"get": "retrieve"}

urlpatterns = [
    path("debriefs/", DebriefViewSet.as_view({"get": "list", "post": "create"}), name="debrief_list"),
    path("debriefs/<int:pk>/", DebriefViewSet.as_view(ONE), name="debrief_detail"),
    path("debriefs/<int:pk>/withdraw/", DebriefViewSet.as_view({"post": "withdraw"}), name="debrief_withdraw"),
    path("debriefs/<int:pk>/answer/", DebriefViewSet.as_view({"post": "answer"}), name="debrief_answer"),
    path("debriefs/<int:pk>/return/", DebriefViewSet.as_view({"post": "give_back"}), name="debrief_return"),
    path("debriefs/<int:pk>/close/", DebriefViewSet.as_view({"post": "close"}), name="debrief_close"),
    path("findings/", FindingViewSet.as_view(ALL), name="finding_list"),
    path("findings/<int:pk>/", FindingViewSet.as_view(ONE), name="finding_detail"),
    path("findings/<int:pk>/accept/", FindingViewSet.as_view({"post": "accept"}), name="finding_accept"),
    path("findings/<int:pk>/amend/", FindingViewSet.as_view({"post": "amend"}), name="finding_amend"),
    path("findings/<int:pk>/duplicate/", FindingViewSet.as_view({"post": "duplicate"}), name="finding_duplicate"),
    path("findings/<int:pk>/reject/", FindingViewSet.as_view({"post": "reject"}), name="finding_reject"),
    path("findings/<int:pk>/undo/", FindingViewSet.as_view({"post": "undo"}), name="finding_undo"),
    path("findings/<int:pk>/reverse/", FindingViewSet.as_view({"post": "reverse"}), name="finding_reverse"),
]

"""API routes of companies, contacts, opportunities and activities."""

from typing import Any

from django.urls import URLPattern, path

from crm.api import guard, views
from crm.api.merging import CompanyMergeViewSet, ContactMergeViewSet, MergeViewSet
from crm.api.provenance import ContactProvenanceView, OpportunityProvenanceView, ProvenanceView
from crm.api.rights import RightsViewSet


def routes(folder: str, noun: str, viewset: Any, verbs: dict[str, str]) -> list[URLPattern]:
    """The list, one row, and each verb as `folder/<pk>/verb/`."""
    found = [
        path(f"{folder}/", viewset.as_view({"get": "list"}), name=f"{noun}_list"),
        path(f"{folder}/<int:pk>/", viewset.as_view({"get": "retrieve"}), name=f"{noun}_detail"),
    ]
    for verb, method in verbs.items():
        where = f"{folder}/{verb}/" if verb in ("create", "log") else f"{folder}/<int:pk>/{verb}/"
        found.append(path(where, viewset.as_view({"post": method}), name=f"{noun}_{verb}"))
    return found


def sides(folder: str, noun: str, viewset: Any) -> list[URLPattern]:
    """Two records compared, and made one."""
    return [
        path(f"{folder}/<int:pk>/differences/", viewset.as_view({"get": "differences"}), name=f"{noun}_differences"),
        path(f"{folder}/<int:pk>/merge/", viewset.as_view({"post": "merge"}), name=f"{noun}_merge"),
    ]


urlpatterns = [
    *routes("companies", "company", views.CompanyViewSet, {"create": "create_one", "update": "change"}),
    *routes("contacts", "contact", views.ContactViewSet, {"create": "create_one", "update": "change"}),
    *sides("companies", "company", CompanyMergeViewSet),
    *sides("contacts", "contact", ContactMergeViewSet),
    *routes(
        "opportunities",
        "opportunity",
        views.OpportunityViewSet,
        {"create": "create_one", "update": "change", "win": "win", "lose": "lose", "reopen": "reopen"},
    ),
    *routes("merges", "merge", MergeViewSet, {"split": "split"}),
    *routes("activities", "activity", views.ActivityViewSet, {"log": "log"}),
    path("contacts/<int:pk>/object/", RightsViewSet.as_view({"post": "object"}), name="contact_object"),
    path("contacts/<int:pk>/erase/", RightsViewSet.as_view({"post": "erase"}), name="contact_erase"),
    path("guard/check/", guard.GuardCheckView.as_view(), name="guard_check"),
    path("guard/lists/", guard.GuardListView.as_view(), name="guard_lists"),
    path("guard/lists/allow/", guard.GuardAllowView.as_view(), name="guard_allow"),
    path("guard/lists/add/", guard.GuardAddView.as_view(), name="guard_add"),
    path("guard/lists/drop/", guard.GuardDropView.as_view(), name="guard_drop"),
    path("guard/lists/restore/", guard.GuardRestoreView.as_view(), name="guard_restore"),
    path("companies/<int:pk>/provenance/", ProvenanceView.as_view(), name="company_provenance"),
    path("contacts/<int:pk>/provenance/", ContactProvenanceView.as_view(), name="contact_provenance"),
    path("opportunities/<int:pk>/provenance/", OpportunityProvenanceView.as_view(), name="opportunity_provenance"),
]

"""API routes of companies, contacts, opportunities and activities."""

from typing import Any

from django.urls import URLPattern, path

from crm.api import views
from crm.api.provenance import ContactProvenanceView, OpportunityProvenanceView, ProvenanceView


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


urlpatterns = [
    *routes(
        "companies", "company", views.CompanyViewSet, {"create": "create_one", "update": "change", "merge": "merge"}
    ),
    *routes(
        "contacts", "contact", views.ContactViewSet, {"create": "create_one", "update": "change", "merge": "merge"}
    ),
    *routes(
        "opportunities",
        "opportunity",
        views.OpportunityViewSet,
        {"create": "create_one", "update": "change", "win": "win", "lose": "lose", "reopen": "reopen"},
    ),
    *routes("merges", "merge", views.MergeViewSet, {"split": "split"}),
    *routes("activities", "activity", views.ActivityViewSet, {"log": "log"}),
    path("companies/<int:pk>/provenance/", ProvenanceView.as_view(), name="company_provenance"),
    path("contacts/<int:pk>/provenance/", ContactProvenanceView.as_view(), name="contact_provenance"),
    path("opportunities/<int:pk>/provenance/", OpportunityProvenanceView.as_view(), name="opportunity_provenance"),
]

"""API routes of the accounts floor."""

from importlib import import_module

from django.urls import path

from accounts.api.saved_views import ViewListView, ViewRemoveView
from accounts.api.views import SessionView

import_module("accounts.api.schema")

urlpatterns = [
    path("session/", SessionView.as_view(), name="session_detail"),
    path("saved-views/", ViewListView.as_view(), name="view_list"),
    path("saved-views/<int:pk>/remove/", ViewRemoveView.as_view(), name="view_remove"),
]

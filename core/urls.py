"""Routes of operations' pages and of the probes."""

from django.urls import path

from core.views import audit, health, imports, journal, saved_views, styleguide

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:pk>/rerun/", journal.job_rerun, name="job_rerun"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("audit/export/", audit.audit_export, name="audit_export"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_start, name="import_start"),
    path("imports/<int:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/bring/", imports.import_bring, name="import_bring"),
    path("imports/<int:pk>/rejects/", imports.import_rejects, name="import_rejects"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/drop/", imports.import_drop, name="import_drop"),
    path("views/", saved_views.view_save, name="view_save"),
    path("views/<int:pk>/", saved_views.view_update, name="view_update"),
    path("views/<int:pk>/first/", saved_views.view_first, name="view_first"),
    path("views/<int:pk>/share/", saved_views.view_share, name="view_share"),
    path("views/<int:pk>/remove/", saved_views.view_remove, name="view_remove"),
]

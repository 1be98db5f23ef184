"""Routes of operations' pages and of the probes."""

from django.urls import path

from core.views import audit, health, journal, saved_views, styleguide

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:pk>/rerun/", journal.job_rerun, name="job_rerun"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("audit/export/", audit.audit_export, name="audit_export"),
    path("views/", saved_views.view_save, name="view_save"),
    path("views/<int:pk>/", saved_views.view_update, name="view_update"),
    path("views/<int:pk>/first/", saved_views.view_first, name="view_first"),
    path("views/<int:pk>/share/", saved_views.view_share, name="view_share"),
    path("views/<int:pk>/remove/", saved_views.view_remove, name="view_remove"),
]

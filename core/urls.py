"""Routes of operations' pages and of the probes."""

from django.urls import path

from core.views import audit, health, journal, styleguide

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:pk>/rerun/", journal.job_rerun, name="job_rerun"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("audit/export/", audit.audit_export, name="audit_export"),
]

"""HTML routes, floor by floor, and the four error handlers."""

from django.contrib import admin
from django.urls import include, path

from core.shell import urlpatterns as shell

urlpatterns = [
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("crm.urls")),
    path("", include("leads.urls")),
    path("", include("debrief.urls")),
    path("", include("incentives.urls")),
    path("", include(shell)),
    path("accounts/", include("accounts.auth_urls")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api_urls")),
]

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"

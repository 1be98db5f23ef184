"""The reference page: 25 rows of 7 columns, one query, one template, no sign-in. Our pages are told as ratios to it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from leads.models import Lead

COLUMNS = ("id", "name", "email", "company_name", "city", "state", "captured_at")


@login_not_required
def reference_page(request: HttpRequest) -> HttpResponse:
    """The newest 25 leads, bare."""
    rows = Lead.objects.order_by("-captured_at", "-id").values_list(*COLUMNS)[:25]
    return render(request, "benchmark/reference.html", {"rows": rows, "columns": COLUMNS})


urlpatterns = [path("reference/", reference_page, name="reference"), path("", include("config.urls"))]
handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"

"""Every component on one page, for those who build and those who check."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@permission_required("core.view_jobs", raise_exception=True)
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "core/styleguide.html")

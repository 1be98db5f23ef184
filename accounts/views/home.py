"""Sends each role to its own first page."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = settings.HOME_BY_ROLE.get(getattr(request.user, "role", ""))
    if page is None:
        raise PermissionDenied(_("Your account has no role yet: ask the person who invited you."))
    return redirect(page)

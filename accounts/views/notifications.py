"""What each person was told: the list, opened one by one or read at once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.choices import Role
from core.clock import now
from core.htmx import AuthenticatedRequest
from core.listing import listing
from core.models import Notification
from core.notifications import news_rows, waiting


@require_GET
def notification_list(request: AuthenticatedRequest) -> HttpResponse:
    rows = Notification.objects.visible_to(request.user)
    shown = listing(request, rows, order=("-created_at", "-pk"))
    layout = "layouts/phone.html" if request.user.role == Role.REP else "layouts/app.html"
    unread = request.user.unread_news  # the bell of this page read it with the session
    context = {
        "listing": shown,
        "rows": news_rows(shown.rows),
        "layout": layout,
        "unread": rows.unread().exists() if unread is None else unread > 0,
        "waiting": waiting(request.user),
    }
    return TemplateResponse(request, "accounts/notification_list.html", context)


@require_POST
def notification_open(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The news is read, and its page opens."""
    row: Notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.visible_to(request.user).filter(pk=pk, read_at=None).update(read_at=now())
    safe = url_has_allowed_host_and_scheme(row.path, {request.get_host()}, require_https=request.is_secure())
    return redirect(row.path if safe else "accounts:notification_list")


@require_POST
def notification_read_all(request: AuthenticatedRequest) -> HttpResponse:
    Notification.objects.visible_to(request.user).unread().update(read_at=now())
    return redirect("accounts:notification_list")

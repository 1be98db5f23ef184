"""Which company a new contact or deal belongs to: named in the address, or chosen on a page of its own."""

from typing import Any

from django.http import HttpResponse

from core.htmx import AuthenticatedRequest, page
from crm.models import Company

SHOWN = 20


def chosen_company(request: AuthenticatedRequest) -> Company | None:
    """The company of ?company=, when it is in the person's scope."""
    asked = request.GET.get("company") or request.POST.get("company", "")
    if not asked.isdigit() or len(asked) > 18:
        return None
    return Company.objects.visible_to(request.user).live().filter(pk=int(asked)).first()


def choose_company(request: AuthenticatedRequest, title: str) -> HttpResponse:
    """A search for the company, whose results lead back to the form."""
    text = request.GET.get("q", "").strip()
    found: Any = Company.objects.visible_to(request.user).live().select_related("owner")
    found = found.matching(text) if text else found.none()
    context = {"title": title, "q": text, "companies": list(found.order_by("name", "pk")[:SHOWN])}
    return page(request, "crm/choose_company.html", context, status=422 if request.method == "POST" else 200)

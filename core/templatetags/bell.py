"""The bell in the header: how many news wait to be read."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from core.models import Notification

register = template.Library()
MOST = 99


@register.inclusion_tag("components/_bell.html", takes_context=True)
def bell(context: Context) -> dict[str, Any]:
    """{% bell %}: a link to the news, with the number of unread ones; one query."""
    user: Any = context.get("user")
    if not getattr(user, "is_authenticated", False):
        return {"shown": False}
    if (unread := getattr(user, "unread_news", None)) is None:
        unread = user.unread_news = Notification.objects.visible_to(user).unread()[: MOST + 1].count()
    return {"shown": True, "unread": unread, "label": f"{MOST}+" if unread > MOST else str(unread)}

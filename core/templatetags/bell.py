"""The bell in the header: how many news wait to be read."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.models import Notification
from core.notifications import MOST_COUNTED

register = template.Library()


@register.simple_tag(takes_context=True)
def bell(context: Context) -> SafeString:
    """{% bell %}: a link to the news, with the number of unread ones, which came with the session."""
    user: Any = context.get("user")
    if not getattr(user, "is_authenticated", False):
        return SafeString("")
    if (unread := getattr(user, "unread_news", None)) is None:
        unread = user.unread_news = Notification.objects.visible_to(user).unread()[: MOST_COUNTED + 1].count()
    return _bell(unread, get_language(), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=4 * MOST_COUNTED)
def _bell(unread: int, *_where: str | None) -> SafeString:
    """The same for everybody with as many, in one language."""
    label = f"{MOST_COUNTED}+" if unread > MOST_COUNTED else str(unread)
    return SafeString(render_to_string("components/_bell.html", {"unread": unread, "label": label}))

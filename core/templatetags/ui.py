"""The components every page is made of; their markup is in templates/components/."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import lucide
from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from core.templatetags import figures, fmt

register = template.Library()
register.tags.update(figures.register.tags)
HEAT_ICONS = {"hot": "flame", "warm": "sun", "cold": "snowflake"}
ALERT_ICONS = {"hot": "circle-alert", "warm": "triangle-alert", "good": "circle-check"}
THEMES = ("light", "dark")


@lru_cache(maxsize=512)
def _svg(name: str, size: int, css: str) -> SafeString:
    # lucide.flame() and the like are Django's tags; this is what they all call, and the wheel is pinned.
    attributes = {"class": css, "aria-hidden": "true", "stroke-width": "1.75"}
    drawn = re.sub(r">\s+<", "><", str(lucide._render_icon(name, size, **attributes)).strip())
    return mark_safe(drawn)  # noqa: S308


@register.simple_tag
def icon(name: str, size: int = 18, **attributes: Any) -> SafeString:
    """{% icon "flame" size=16 %}: decorative, so hidden from readers of screens; the word stands beside it."""
    return _svg(str(name), int(size), str(attributes.get("class", "i")))


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme to draw: the account's, else the browser's, else as the device ("")."""
    request = context.get("request")
    wanted = getattr(context.get("user"), "theme", None) or (request.COOKIES.get("theme") if request else "")
    return wanted if wanted in THEMES else ""


@register.simple_tag
def badge(text: Any, tone: str = "muted", icon: str = "") -> SafeString:
    """{% badge lead.get_state_display tone="good" icon="check" %}; tones: accent good warm hot cold violet muted."""
    return _badge(text if type(text) is str else _words(text), str(tone), str(icon), type(text) is str)


@lru_cache(maxsize=2048)
def _badge(text: str, tone: str, icon: str, is_loose: bool) -> SafeString:
    """Lists repeat the same few words."""
    sign = _svg(icon, 12, "i") if icon else ""
    return mark_safe(f'\n<span class="badge tone-{escape(tone)}">{sign}{escape(text) if is_loose else text}</span>')  # noqa: S308


@register.simple_tag
def heat(tone: str, icon: str = "", label: str = "") -> SafeString:
    """{% heat "hot" label=_("Hot") %}: a square with an icon, coloured by the tone."""
    sign = _svg(icon or HEAT_ICONS.get(tone, "circle"), 16, "i")
    hidden = f'<span class="sr-only">{_words(label)}</span>' if label else ""
    return mark_safe(f'\n<span class="heat tone-{escape(tone)}">{sign}{hidden}</span>')  # noqa: S308


def _words(text: Any) -> str:
    """What stands in a template as {{ text }}: written in the reader's language, and escaped."""
    return str(conditional_escape(text if isinstance(text, str) else localize(text)))


@register.simple_tag
def avatar(name: Any, small: bool = False) -> SafeString:
    """{% avatar user.name %}: the initials, decorative."""
    words = [word for word in str(name or "?").replace("-", " ").split() if word[0].isalnum()]
    initials = "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "?"
    css = "avatar sm" if small else "avatar"
    return mark_safe(f'<span class="{css}" aria-hidden="true">{initials}</span>')  # noqa: S308 - letters and digits only


@register.inclusion_tag("components/_stat.html")
def stat(
    label: Any,
    value: Any,
    hint: Any = "",
    delta: Any = None,
    spark: Any = None,
    good: bool | None = None,
    up: bool | None = None,
    url: str = "",
) -> dict[str, Any]:
    """A figure: label, value, change (a ratio, or a text), what it means, its line, and where it comes from."""
    is_number = isinstance(delta, int | float | Decimal)
    rising = delta > 0 if up is None and is_number and round(delta * 100) else up
    well = good if good is not None else rising
    return {
        "label": label,
        "value": value,
        "hint": hint,
        "delta": fmt.signed_percent(delta) if is_number else delta,
        "up": rising,
        "good": well,
        "spark": spark,
        "tone": "warm" if well is False else "accent",
        "url": url,
    }


@register.inclusion_tag("components/_empty_state.html")
def empty_state(title: Any, text: Any = "", url: str = "", action: Any = "", icon: str = "inbox") -> dict[str, Any]:
    """Nothing yet: a sentence, and one button. Nothing matches: url=request.path, action=_("Clear the filters")."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("components/_alert.html")
def alert(text: Any, tone: str = "warm", icon: str = "") -> dict[str, Any]:
    """{% alert text tone="hot" %}: a sentence about the whole page."""
    return {"text": text, "tone": tone, "icon": icon or ALERT_ICONS.get(tone, "info")}


@register.inclusion_tag("components/_freshness.html")
def freshness(as_of: Any, extra: Any = "") -> dict[str, Any]:
    """How old the figures are; amber after a day and a half."""
    instant = as_of if isinstance(as_of, datetime) else None
    if isinstance(as_of, date) and instant is None:
        old = timezone.localdate() - as_of > timedelta(days=2)
    else:
        old = instant is not None and timezone.now() - instant > timedelta(hours=36)
    return {"as_of": as_of, "stale": old or not as_of, "extra": extra}


@register.inclusion_tag("components/_how.html")
def how(text: Any) -> dict[str, Any]:
    """ "How is it computed?", folded."""
    return {"text": text}


@register.inclusion_tag("components/_panels.html", takes_context=True)
def panels(context: Context, slot: str, pk: Any, query: str = "") -> dict[str, Any]:
    """The boxes that upper floors hang here; each fetches itself, with this query (field=phone)."""
    from core.panels import for_slot

    more = f"?{query}" if query else ""
    return {"urls": [panel.url(pk) + more for panel in for_slot(slot, context["request"].user)]}


@register.simple_tag(takes_context=True)
def post_button(context: Context, url: str, label: Any, **options: Any) -> SafeString:
    """A form of one button. icon=, look="primary small", confirm=, key="a", name=, value=, next=, target="#id"."""
    values = {"url": url, "label": label, "csrf_token": context.get("csrf_token"), **options}
    return render_to_string("components/_post_button.html", values)

"""How the leads floor shows its states and figures."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from core.templatetags import fmt

register = template.Library()
TONES = {
    "new": "accent",
    "qualified": "accent",
    "routed": "cold",
    "handed_off": "warm",
    "accepted": "good",
    "working": "good",
    "converted": "violet",
    "won": "good",
    "lost": "muted",
    "disqualified": "muted",
    "recycled": "cold",
}
WRITERS: dict[str, Callable[[Any], str]] = {
    "money": fmt.money,
    "amount": partial(fmt.money, places=0),
    "percent": fmt.percent,
    "int": fmt.number,
    "hours": fmt.hours,
}


@register.filter
def lead_tone(state: str) -> str:
    """The colour of a state; its word always stands beside it."""
    return TONES.get(state, "muted")


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def cell_tone(cell: str) -> str:
    """Green where fit and engagement are both high, grey where both are low."""
    place = "ABCD".find(cell[:1]) + int(cell[1:] or 4) - 1
    return "good" if place <= 1 else "accent" if place <= 3 else "muted"


@register.simple_tag
def figure(value: Any, kind: str) -> str:
    """A number as its kind is written."""
    return WRITERS[kind](value)


@register.simple_tag
def lead_field(lead: Any, name: str) -> dict[str, Any]:
    """One particular of a lead: its label, its value as people read it, and where it is changed."""
    field = lead._meta.get_field(name)
    shown = getattr(lead, f"get_{name}_display", None)
    return {
        "label": str(field.verbose_name).capitalize(),
        "value": shown() if shown else getattr(lead, name),
        "url": f"{reverse('leads:lead_field', args=[lead.pk])}?name={name}",
    }


@register.simple_tag
def better(kpi: Any) -> bool | None:
    """Whether the change of this figure is good news; nothing when it did not change."""
    if kpi.delta is None:
        return None
    return bool(kpi.delta >= 0) is bool(kpi.more_is_better)


@register.simple_tag
def moved(kpi: Any) -> str | None:
    """The change since the period before: points for a percentage, a share for the rest."""
    if kpi.delta is None:
        return None
    if kpi.kind == "percent":
        return _("%(n)s pts") % {"n": fmt.signed(round(kpi.delta * 100))}
    return str(fmt.signed_percent(kpi.delta))


@register.simple_tag
def rising(kpi: Any) -> bool:
    return bool(kpi.delta is not None and kpi.delta >= 0)

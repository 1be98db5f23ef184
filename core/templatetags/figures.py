"""Charts and small measures, drawn by templates/components/ from the geometry of core.charts; part of `ui`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import charts
from core.templatetags import fmt

register = template.Library()


@register.simple_tag
def chart(kind: str, data: Any, title: Any = "", subtitle: Any = "", label: Any = "") -> SafeString:
    """{% chart "stacked" data title=… subtitle=… label=_("Week") %}; kinds: stacked line bar funnel."""
    if kind == "bar" and not isinstance(data, dict):
        data = {"bars": _bars(data)}
    values = {
        "chart": data,
        "title": title,
        "subtitle": subtitle,
        "label": label or pgettext("chart", "Category"),
        "id": f"chart-{crc32(f'{kind}{title}'.encode())}",
    }
    return render_to_string(f"components/_chart_{kind}.html", values)


def _bars(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows (label, value[, tone[, text]]) against the largest of them."""
    listed = [(*row, *("accent", "")[len(row) - 2 :]) for row in rows]
    largest = max((abs(float(value or 0)) for _label, value, _tone, _text in listed), default=0)
    return [
        {"label": label, "value": value, "tone": tone, "text": text or fmt.number(value), "largest": largest}
        for label, value, tone, text in listed
    ]


METER = (
    '<svg class="hbar tone-{}" width="100%" height="6" aria-hidden="true" focusable="false">'
    '<rect class="track" width="100%" height="6" rx="3"/><rect class="fill" width="{}%" height="6" rx="3"/></svg>'
)
SPARK = (
    '<svg class="spark tone-{}" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<path class="area" d="{}"/><path class="line" d="{}" vector-effect="non-scaling-stroke"/></svg>'
)


@register.simple_tag
def spark(values: Any, tone: str = "accent") -> SafeString:
    """A line without axes, for a cell or a figure: a list of numbers, or what core.charts.spark made of it."""
    geometry = values if isinstance(values, dict) else charts.spark(list(values))
    return format_html(SPARK, tone, geometry["area"], geometry["line"])


@register.simple_tag
def bar(value: Any, maximum: Any, tone: str = "accent") -> SafeString:
    """{% bar 42 100 tone="warm" %}: a share of a whole, beside the number that says it."""
    return format_html(METER, tone, charts.bar(value, maximum, tone)["pct"])


@register.inclusion_tag("components/_chart_interval.html")
def interval(low: Any, point: Any, high: Any, minimum: Any = 0, maximum: Any = 1, **options: Any) -> dict[str, Any]:
    """{% interval low point high minimum=-1 maximum=5 zero=0 label=… %}: an estimate and how sure it is."""
    span = float(maximum) - float(minimum) or 1.0

    def place(value: Any) -> float:
        return min(100.0, max(0.0, 100 * (float(value) - float(minimum)) / span))

    zero = options.get("zero")
    label = options.get("label") or _("%(point)s, between %(low)s and %(high)s") % {
        "point": fmt.ratio(point),
        "low": fmt.ratio(low),
        "high": fmt.ratio(high),
    }
    return {
        "low": f"{place(low):.2f}",
        "width": f"{place(high) - place(low):.2f}",
        "point": f"{place(point):.2f}",
        "zero": "" if zero is None else f"{place(zero):.2f}",
        "tone": options.get("tone", "accent"),
        "label": label,
    }


@register.simple_tag
def shares(cells: Iterable[Any]) -> SafeString:
    """{% shares row.cells %}: a cell for each share of a wide table, grey where it is told from few (share, n, few)."""
    language = fmt.locale()
    return mark_safe("".join([_share(cell, language) for cell in cells]))  # noqa: S308 - figures only


@lru_cache(maxsize=4096)
def _share(cell: Any, _language: str) -> str:
    """Wide tables repeat the same few cells."""
    css = "num muted" if cell.few else "num"
    return f'<td class="{css}">{fmt.percent(cell.share)}<span class="n">n={fmt.number(cell.n)}</span></td>'


@register.inclusion_tag("components/_ring.html")
def ring(done: int, total: int) -> dict[str, Any]:
    """{% ring 3 5 %}: how much of the day is told."""
    return {"done": done, "total": total, "dash": round(100 * done / total) if total else 0}


@register.simple_tag
def tip_height(rows: Any) -> int:
    """The height of a chart's hint with that many rows."""
    return 36 + 19 * len(rows)


@register.simple_tag
def tip_row(number: int) -> dict[str, int]:
    """Where the nth row of a chart's hint stands."""
    return {"text": 25 + 19 * number, "dot": 21 + 19 * number}

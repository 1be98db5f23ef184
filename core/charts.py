"""Number series to SVG geometry; the markup is in templates/components/_chart_*.html. No script, no inline style.

Percent coordinates keep text crisp at any width, so the same chart serves the screen, print and PDF.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Value = Decimal | int | float
Geometry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one layer: its key is its colour."""

    key: str
    label: Any
    values: Sequence[Value | None]


def nice_step(top: float, n: int = 4) -> float:
    """The round step that reaches `top` in about `n` steps."""
    raw = max(top, 1e-9) / n
    magnitude: float = 10.0 ** math.floor(math.log10(raw))
    return next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= raw * (1 - 1e-9))


def _at(x: float) -> str:
    return f"{x:.3f}"


def _number(value: Value | None) -> float:
    return float(value or 0)


def _scale(low: float, high: float, n: int) -> tuple[float, float, list[Geometry]]:
    """The bottom and the top of the axis, and its ticks from the top down."""
    step = nice_step(max(high, 0) - min(low, 0), n)
    bottom, top = step * math.floor(min(low, 0) / step), step * math.ceil(max(high, 0) / step) or step
    count = round((top - bottom) / step)
    ticks = [{"v": round(bottom + k * step, 6), "y": _at(100 - 100 * k / count)} for k in range(count + 1)]
    return bottom, top, ticks[::-1]


def stacked(labels: Sequence[Any], series: Sequence[Series], n_ticks: int = 4) -> Geometry:
    """Columns made of layers; one series makes plain columns."""
    totals = [sum(_number(one.values[i]) for one in series) for i in range(len(labels))]
    _bottom, top, ticks = _scale(0, max(totals, default=0), n_ticks)
    slot = 100 / max(len(labels), 1)
    columns = [_column(i, label, series, top, slot, totals[i], len(labels)) for i, label in enumerate(labels)]
    return {"cols": columns, "ticks": ticks, "series": series, "labels": labels, "top": top, "totals": totals}


def _column(
    i: int, label: Any, series: Sequence[Series], top: float, slot: float, total: float, count: int
) -> Geometry:
    segments, y = [], 100.0
    for one in series:
        height = 100 * _number(one.values[i]) / top
        y -= height
        segments.append({"key": one.key, "label": one.label, "value": one.values[i], "y": _at(y), "h": _at(height)})
    return {
        "label": label,
        "x": _at(i * slot),
        "bx": _at((i + 0.2) * slot),
        "bw": _at(slot * 0.6),
        "mid": _at((i + 0.5) * slot),
        "slot": _at(slot),
        "segs": segments,
        "total": total,
        "flip": i >= count * 0.6,
    }


def line(labels: Sequence[Any], series: Sequence[Series], n_ticks: int = 4) -> Geometry:
    """Lines over time; a missing value breaks the line instead of falling to zero."""
    known = [_number(value) for one in series for value in one.values if value is not None]
    bottom, top, ticks = _scale(min(known, default=0), max(known, default=0), n_ticks)
    slot = 100 / max(len(labels) - 1, 1)
    lines = [_line(one, labels, slot, bottom, top) for one in series]
    columns = [_band(i, label, series, slot, len(labels)) for i, label in enumerate(labels)]
    zero = _at(100 * top / (top - bottom)) if bottom < 0 else ""
    axis = {"ticks": ticks, "cols": columns, "top": top, "zero": zero}
    return {"lines": lines, "series": series, "labels": labels, **axis}


def _band(i: int, label: Any, series: Sequence[Series], slot: float, count: int) -> Geometry:
    """The strip around one point of the axis: what to show when it is pointed at."""
    segments = [{"key": one.key, "label": one.label, "value": one.values[i]} for one in series]
    place = {"x": _at((i - 0.5) * slot), "mid": _at(i * slot), "slot": _at(slot)}
    return {"label": label, "segs": segments, "flip": i >= count * 0.6, **place}


def _line(one: Series, labels: Sequence[Any], slot: float, bottom: float, top: float) -> Geometry:
    points = [
        {"x": _at(i * slot), "y": _at(100 * (top - _number(value)) / (top - bottom)), "value": value, "label": label}
        for i, (value, label) in enumerate(zip(one.values, labels, strict=True))
        if value is not None
    ]
    return {"key": one.key, "label": one.label, "points": points, "path": _path(one.values, points)}


def _path(values: Sequence[Value | None], points: Sequence[Geometry]) -> str:
    """An SVG path in a 100 × 100 box: each run of known values begins anew."""
    steps, rest, pen_down = [], iter(points), False
    for value in values:
        if value is None:
            pen_down = False
            continue
        point = next(rest)
        steps.append(f"{'L' if pen_down else 'M'}{point['x']} {point['y']}")
        pen_down = True
    return "".join(steps)


def spark(values: Sequence[Value | None], w: int = 100, h: int = 32, pad: int = 3) -> Geometry:
    """A line without axis; nothing to draw with fewer than two values."""
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return {"line": "", "area": ""}
    low, spread = min(known), (max(known) - min(known)) or 1
    points = [(w * i / (len(known) - 1), pad + (h - 2 * pad) * (1 - (v - low) / spread)) for i, v in enumerate(known)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return {"line": path, "area": f"{path}L{w} {h}L0 {h}Z"}


def funnel(labels: Sequence[Any], values: Sequence[Value]) -> Geometry:
    """Steps, each with its width against the widest, its share of the first and of the one before."""
    widest = max((_number(value) for value in values), default=0) or 1
    steps = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        before = values[i - 1] if i else None
        width = 100 * _number(value) / widest
        steps.append(
            {
                "label": label,
                "value": value,
                "w": _at(width),
                "x": _at((100 - width) / 2),
                "of_first": _share(value, values[0]),
                "of_before": _share(value, before) if before is not None else None,
            }
        )
    return {"steps": steps}


def _share(value: Value, of: Value) -> Decimal | None:
    return Decimal(str(value)) / Decimal(str(of)) if of else None


def bars(rows: Sequence[tuple[Any, Value, str]], tone: str = "accent") -> Geometry:
    """Horizontal bars, each (label, value, how the value is written) against the largest."""
    largest = max((_number(value) for _label, value, _text in rows), default=0) or 1
    shown = [{"label": label, "value": value, "text": text} for label, value, text in rows]
    return {"bars": [{**row, "largest": largest, "tone": tone} for row in shown]}


def bar(value: Value | None, maximum: Value | None, tone: str = "accent") -> Geometry:
    """One horizontal measure of a maximum, never wider than its track."""
    share = 100 * _number(value) / _number(maximum) if maximum else 0.0
    return {"pct": f"{min(max(share, 0), 100):.2f}", "tone": tone, "value": value, "maximum": maximum}

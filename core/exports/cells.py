"""How one value is written: locale numbers, local dates, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.exports.report import Kind
from core.numbers import round_half_up
from core.templatetags import fmt

LIVE = re.compile("^[=+\\-@\t\r\0\uff1d\uff0b\uff0d\uff20]")
MINUTE = len("2026-01-31 09:30")


def neutralise(text: str) -> str:
    """An apostrophe before what a spreadsheet would run; the importer takes it away again."""
    return f"'{text}" if LIVE.match(text) else text


def restore(text: str) -> str:
    """The text before it was neutralised."""
    return text[1:] if text.startswith("'") and LIVE.match(text[1:]) else text


def _local(value: Any, here: tzinfo) -> datetime:
    """A date stands for its first minute."""
    return value.astimezone(here) if isinstance(value, datetime) else datetime.combine(value, time.min)


def _decimal(value: Any, places: int, mark: str) -> str:
    return str(round_half_up(Decimal(str(value)), places)).replace(".", mark)


def cell_writer(kind: Kind, *, mark: str = ".", raw: bool = False) -> Callable[[Any], str]:
    """Writes the cells of one column of a CSV file: bare numbers with the language's decimal mark, ISO dates."""
    if kind == "text":
        return (lambda value: "" if value is None else str(value)) if raw else _safe_text
    here, none = clock.zone(), _("n/a") if kind in ("ratio", "percent") else ""
    writers: dict[str, Callable[[Any], str]] = {
        "int": lambda value: str(int(value)),
        "points": lambda value: str(int(value)),
        "money": lambda value: _decimal(value, 2, mark),
        "percent": lambda value: _decimal(Decimal(str(value)) * 100, 1, mark),
        "ratio": lambda value: _decimal(value, 2, mark),
        "date": lambda value: _local(value, here).strftime("%Y-%m-%d"),
        "datetime": lambda value: _local(value, here).isoformat(" ", "minutes")[:MINUTE],
    }
    write = writers[kind]
    return lambda value: none if value is None else write(value)


def _safe_text(value: Any) -> str:
    return "" if value is None else neutralise(str(value))


def printed(value: Any, kind: Kind) -> str:
    """A cell on paper: as the screen writes it."""
    writers: dict[Kind, Callable[[], str]] = {
        "text": lambda: fmt.DASH if value is None else str(value),
        "int": lambda: fmt.number(value),
        "points": lambda: fmt.number(value),
        "money": lambda: fmt.money(value, 2),
        "percent": lambda: fmt.percent(value, 1),
        "ratio": lambda: fmt.ratio(value),
        "date": lambda: fmt.short_date(value),
        "datetime": lambda: fmt.when(value),
    }
    return writers[kind]()

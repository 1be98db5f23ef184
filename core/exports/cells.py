"""How one value is written: locale numbers, local dates, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.exports.report import Kind
from core.numbers import round_half_up
from core.templatetags import fmt

LIVE = re.compile("^[=+\\-@\t\r\0\uff1d\uff0b\uff0d\uff20]")
ISO_MINUTE = "%Y-%m-%d %H:%M"


def neutralise(text: str) -> str:
    """An apostrophe before what a spreadsheet would run; the importer takes it away again."""
    return f"'{text}" if LIVE.match(text) else text


def restore(text: str) -> str:
    """The text before it was neutralised."""
    return text[1:] if text.startswith("'") and LIVE.match(text[1:]) else text


def _local(value: Any) -> Any:
    return value.astimezone(clock.zone()) if isinstance(value, datetime) else value


def _decimal(value: Any, places: int, mark: str) -> str:
    return str(round_half_up(Decimal(str(value)), places)).replace(".", mark)


def plain(value: Any, kind: Kind, *, mark: str = ".", raw: bool = False) -> str:
    """A cell of a CSV file: bare numbers with the decimal mark of the language, ISO dates."""
    if kind == "text":
        text = "" if value is None else str(value)
        return text if raw else neutralise(text)
    if value is None:
        return _("n/a") if kind in ("ratio", "percent") else ""
    writers: dict[str, Callable[[], str]] = {
        "int": lambda: str(int(value)),
        "points": lambda: str(int(value)),
        "money": lambda: _decimal(value, 2, mark),
        "percent": lambda: _decimal(Decimal(str(value)) * 100, 1, mark),
        "ratio": lambda: _decimal(value, 2, mark),
        "date": lambda: _local(value).strftime("%Y-%m-%d"),
        "datetime": lambda: _local(value).strftime(ISO_MINUTE),
    }
    return writers[kind]()


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

"""How numbers, money, days and hours are written, in the reader's language (Babel)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from django import template
from django.conf import settings
from django.db.models import Choices
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.numbers import round_half_up

register = template.Library()
DASH = "—"
LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def locale() -> str:
    """The Babel locale of the language in use."""
    return LOCALES.get((get_language() or settings.LANGUAGE_CODE)[:2], "en_GB")


@lru_cache(maxsize=len(LOCALES))
def _babel(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, name: str) -> str:
    """A day as written before: lists repeat the same few days."""
    return str(format_date(day, pattern, locale=_babel(name)))


@lru_cache(maxsize=4096)
def _instant(local: datetime, pattern: str, name: str) -> str:
    """A moment without its zone: two zones must not share what is written."""
    return str(format_datetime(local, pattern, locale=_babel(name)))


@lru_cache(maxsize=4096, typed=True)
def _figure(value: Any, pattern: str, name: str) -> str:
    return _minus(str(format_decimal(value, format=pattern, locale=_babel(name), group_separator=True)))


@lru_cache(maxsize=4096, typed=True)
def _price(value: Any, pattern: str, currency: str, name: str) -> str:
    return _minus(str(format_currency(value, currency, pattern, locale=_babel(name), currency_digits=False)))


def _rounded(value: Any, places: int) -> Any:
    """To so many decimals, a half going up: pages, sheets and paper say the same. Nothing is never negative."""
    if not isinstance(value, int):
        value = round_half_up(value if isinstance(value, Decimal) else Decimal(str(value)), places)
    return abs(value) if value == 0 else value


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text


def _absent(value: Any) -> bool:
    return value is None or value == ""


def _decimal(value: Any, places: int) -> str:
    return _written(value, places, locale())


def _written(value: Any, places: int, name: str) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return _figure(_rounded(value, places), pattern, name)


def _places(value: Any, wanted: Any) -> int:
    """As many decimals as asked; else none for a whole amount and two for another."""
    if wanted not in ("", None):
        return int(wanted)
    if isinstance(value, int):
        return 0
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return 0 if exact == exact.to_integral_value() else 2


@register.filter
def money(value: Any, places: Any = "") -> str:
    """12400 → "12 400 €" / "€12,400"; cents only when there are some, or as many as asked."""
    if _absent(value):
        return DASH
    n = _places(value, places)
    digits = "#,##0" + ("." + "0" * n if n else "")
    pattern = f"{digits}\xa0¤" if locale() == "fr_FR" else f"¤{digits}"
    return _price(_rounded(value, n), pattern, settings.CURRENCY, locale())


@register.filter
def percent(value: Any, places: int = 0) -> str:
    """A ratio as a percentage: 0.61 → "61 %" / "61%"; no ratio → "n. d." / "n/a"."""
    if _absent(value):
        return _("n/a")
    return _share(value, int(places), locale())


@lru_cache(maxsize=4096, typed=True)
def _share(value: Any, places: int, name: str) -> str:
    """A column of percentages repeats the same hundred."""
    shown = _written(Decimal(str(value)) * 100, places, name)
    return f"{shown}\u202f%" if name == "fr_FR" else f"{shown}%"


@register.filter
def ratio(value: Any, places: int = 2) -> str:
    """A ratio as a number: 4.2 → "4,20" / "4.20"; no ratio → "n. d." / "n/a"."""
    return _("n/a") if _absent(value) else _decimal(value, int(places))


@register.filter
def number(value: Any, places: Any = "") -> str:
    """1284 → "1 284" / "1,284"; nothing → "—"."""
    return DASH if _absent(value) else _decimal(value, _places(value, places))


@register.filter
def points(value: Any) -> str:
    """300 → "300 pts"; nothing → "—"."""
    if _absent(value):
        return DASH
    shown = _decimal(value, 0)
    return ngettext("%(shown)s pt", "%(shown)s pts", abs(int(value))) % {"shown": shown}


@register.filter
def signed(value: Any, places: Any = "") -> str:
    """12 → "+12", -12 → "−12", 0 → "0"."""
    if _absent(value):
        return DASH
    return ("+" if value > 0 else "") + _decimal(value, _places(value, places))


@register.filter
def signed_percent(value: Any, places: int = 0) -> str:
    """A change: 0.12 → "+12 %"; no change to speak of → "n. d." / "n/a"."""
    if _absent(value):
        return _("n/a")
    shown = percent(value, places)
    return f"+{shown}" if value > 0 and any(sign in "123456789" for sign in shown) else shown


@register.filter
def short_date(value: Any) -> str:
    """A day: "23 nov. 2026" / "23 Nov 2026"."""
    return short_dates()(value)


def short_dates() -> Callable[[Any], str]:
    """short_date for many: the reader's language and hours are asked once."""
    name, zone = locale(), timezone.get_current_timezone()

    def written(value: Any) -> str:
        if _absent(value):
            return DASH
        local = value.astimezone(zone) if isinstance(value, datetime) and value.tzinfo else value
        return _day(local.date() if isinstance(local, datetime) else local, "d MMM y", name)

    return written


def labels(choices: type[Choices]) -> dict[Any, str]:
    """The words of each choice in the reader's language, read once for many rows."""
    return _labels(choices, get_language())


@lru_cache(maxsize=256)
def _labels(choices: type[Choices], _language: str | None) -> dict[Any, str]:
    return {value: str(label) for value, label in choices.choices}


@register.filter
def long_date(value: Any) -> str:
    """A day in full: "lundi 23 novembre" / "Monday 23 November"."""
    if _absent(value):
        return DASH
    day = timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value
    return _day(day, "EEEE d MMMM", locale())


@register.filter
def when(value: Any, pattern: str = "") -> str:
    """An instant in local time: "lun. 23 nov. · 09:55", with the year when it is another; a day as short_date."""
    if _absent(value):
        return DASH
    if not isinstance(value, datetime):
        return _day(value, pattern, locale()) if pattern else short_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    year = "" if local.year == timezone.localdate().year else " y"
    return _instant(local.replace(tzinfo=None), pattern or f"EEE d MMM{year} · HH:mm", locale())


@register.filter
def hour(value: Any) -> str:
    """The time of an instant: "09:55"."""
    if _absent(value):
        return DASH
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return str(format_time(local, "HH:mm", locale=_babel(locale())))


@register.filter
def ago(value: Any) -> str:
    """How long ago, or in how long: "il y a 8 min" / "8 min ago"."""
    if _absent(value):
        return DASH
    if isinstance(value, date) and not isinstance(value, datetime):
        gap = value - timezone.localdate()
        return str(format_timedelta(gap, granularity="day", add_direction=True, locale=_babel(locale())))
    return str(format_timedelta(value - timezone.now(), add_direction=True, format="short", locale=_babel(locale())))


@register.filter
def hours(value: Any) -> str:
    """Working hours: 1.5 → "1 h 30"."""
    if _absent(value):
        return DASH
    minutes = int(value.total_seconds() // 60) if isinstance(value, timedelta) else round(Decimal(str(value)) * 60)
    sign, minutes = ("\N{MINUS SIGN}" if minutes < 0 else ""), abs(int(minutes))
    if minutes < 60:
        return f"{sign}{minutes}\xa0min"
    return f"{sign}{minutes // 60}\xa0h" + (f"\xa0{minutes % 60:02d}" if minutes % 60 else "")


@register.filter
def month(value: Any) -> str:
    """A month from its first day, or any day: "novembre 2026" / "November 2026"."""
    day = getattr(value, "first", value)
    return DASH if _absent(day) else _day(day.date() if isinstance(day, datetime) else day, "LLLL y", locale())


@register.filter
def dash(value: Any) -> Any:
    """ "—" instead of nothing."""
    return DASH if _absent(value) else value


@register.simple_tag
def currency_symbol() -> str:
    """The sign of the company's money, for the unit of a field."""
    return str(get_currency_symbol(settings.CURRENCY, locale=_babel(locale())))

"""Numbers, money, days and hours as people read them, in French and in English."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from core.templatetags import fmt

NNBSP = "\N{NARROW NO-BREAK SPACE}"
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("language", "value", "places", "shown"),
    [
        ("fr", Decimal("12400.00"), "", f"12{NNBSP}400{NBSP}€"),
        ("fr", Decimal("41.80"), "", f"41,80{NBSP}€"),
        ("fr", Decimal("-5"), 2, f"{MINUS}5,00{NBSP}€"),
        ("fr", Decimal("1234567.5"), 0, f"1{NNBSP}234{NNBSP}568{NBSP}€"),
        ("en", Decimal("12400.00"), "", "€12,400"),
        ("en", Decimal("41.8"), "", "€41.80"),
        ("en", Decimal("-1240.5"), "", f"{MINUS}€1,240.50"),
        ("en", 0, "", "€0"),
        ("en", None, "", "—"),
    ],
)
def test_money_shows_cents_only_when_there_are_some(language, value, places, shown):
    with translation.override(language):
        assert fmt.money(value, places) == shown


@pytest.mark.parametrize(
    ("language", "value", "places", "shown"),
    [
        ("fr", Decimal("0.614"), 0, f"61{NNBSP}%"),
        ("fr", Decimal("0.614"), 1, f"61,4{NNBSP}%"),
        ("en", Decimal("0.614"), 0, "61%"),
        ("en", Decimal("-0.09"), 0, f"{MINUS}9%"),
        ("en", None, 0, "n/a"),
    ],
)
def test_a_ratio_reads_as_a_percentage_and_a_missing_one_says_so(language, value, places, shown):
    with translation.override(language):
        assert fmt.percent(value, places) == shown


def test_ratios_and_numbers_follow_the_language():
    with translation.override("fr"):
        assert fmt.ratio(Decimal("4.2")) == "4,20"
        assert fmt.number(1284) == f"1{NNBSP}284"
    with translation.override("en"):
        assert fmt.ratio(Decimal("4.2"), 1) == "4.2"
        assert fmt.ratio(None) == "n/a"
        assert fmt.number(Decimal("1284.5")) == "1,284.50"
        assert fmt.number(None) == "—"


def test_a_half_goes_up_on_pages_as_in_files():
    with translation.override("en"):
        assert [fmt.number(Decimal(n), 2) for n in ("1.625", "-1.625")] == ["1.63", f"{MINUS}1.63"]
        assert [fmt.percent(Decimal("0.625")), fmt.percent(0.125)] == ["63%", "13%"]
        assert fmt.money(Decimal("12.5"), 0) == "€13"


def test_changes_carry_their_sign():
    with translation.override("en"):
        assert fmt.signed(12) == "+12"
        assert fmt.signed(-12) == f"{MINUS}12"
        assert fmt.signed(0) == "0"
        assert fmt.signed_percent(Decimal("0.12")) == "+12%"
        assert fmt.signed_percent(None) == "n/a"
        assert [fmt.signed_percent(Decimal(change)) for change in ("0.002", "-0.002")] == ["0%", "0%"]


def test_points_have_a_singular():
    with translation.override("en"):
        assert [fmt.points(n) for n in (1, 1240, -12, None)] == ["1 pt", "1,240 pts", f"{MINUS}12 pts", "—"]


def test_days_are_written_in_words():
    day = date(2026, 11, 23)
    with translation.override("fr"):
        assert fmt.short_date(day) == "23 nov. 2026"
        assert fmt.long_date(day) == "lundi 23 novembre"
        assert fmt.month(day) == "novembre 2026"
        assert fmt.short_date(None) == "—"
    with translation.override("en"):
        assert fmt.short_date(day) == "23 Nov 2026"


def test_instants_are_local_and_say_the_year_only_when_it_is_another():
    last_year = datetime(2020, 7, 1, 22, 30, tzinfo=UTC)
    with translation.override("en"):
        assert fmt.when(last_year) == "Thu 2 Jul 2020 · 00:30"
        assert fmt.when(last_year, "HH:mm") == "00:30"
        assert fmt.hour(last_year) == "00:30"
        assert fmt.short_date(last_year) == "2 Jul 2020"
        assert fmt.when(None) == "—"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1.5"), f"1{NBSP}h{NBSP}30"),
        (Decimal(6), f"6{NBSP}h"),
        (Decimal("0.25"), f"15{NBSP}min"),
        (Decimal("-2"), f"{MINUS}2{NBSP}h"),
        (timedelta(minutes=95), f"1{NBSP}h{NBSP}35"),
        (None, "—"),
    ],
)
def test_working_hours_read_like_a_clock(value, shown):
    assert fmt.hours(value) == shown


def test_nothing_is_a_dash_and_zero_is_zero():
    assert (fmt.dash(None), fmt.dash(""), fmt.dash(0)) == ("—", "—", 0)

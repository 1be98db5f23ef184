"""Fit says who, engagement says what lately; both say why."""

from datetime import UTC, datetime, timedelta

from leads.rules.scoring import Person, Touch, score

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


def test_fit_adds_what_is_known():
    person = Person(
        email="a@b.fr", phone="+33", job_title="Directrice des achats", employees=60, sector="Hôtellerie",
        known_company=True, fresh_facts=5,
    )  # fmt: skip
    result = score(person, [], now=NOW)
    assert result.fit == 10 + 10 + 20 + 20 + 5 + 10 + 15
    assert {part.code for part in result.fit_parts} == {
        "email", "phone", "role", "size", "sector", "known_company", "field_facts",
    }  # fmt: skip


def test_a_touch_loses_half_its_points_in_thirty_days():
    fresh = score(Person(), [Touch("form", NOW)], now=NOW)
    old = score(Person(), [Touch("form", NOW - timedelta(days=30))], now=NOW)
    older = score(Person(), [Touch("form", NOW - timedelta(days=60))], now=NOW)
    assert (fresh.engagement, old.engagement, older.engagement) == (20, 10, 5)


def test_one_kind_of_touch_is_capped():
    clicks = [Touch("click", NOW)] * 30
    assert score(Person(), clicks, now=NOW).engagement == 50


def test_a_score_stays_between_0_and_100():
    kinds = ("form", "reply", "attendance", "visit", "finding", "call", "click")
    everything = [Touch(kind, NOW) for kind in kinds * 20]
    assert score(Person(interest="strong"), everything, now=NOW).engagement == 100
    assert score(Person(interest="weak"), [], now=NOW).engagement == 0


def test_the_explanation_adds_up_to_the_score():
    result = score(Person(email="a@b.fr", interest="medium"), [Touch("form", NOW), Touch("call", NOW)], now=NOW)
    assert sum(part["points"] for part in result.details()["engagement"]) == result.engagement == 45

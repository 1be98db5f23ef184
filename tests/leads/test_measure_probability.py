"""`probability FILE --target COL` tells what a table is worth: figures, leaks, drift, and when to say nothing."""

import json
import random
from io import StringIO
from math import exp

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

ROWS = 1500


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def chance(z):
    return 1 / (1 + exp(-z))


def people(count=ROWS, *, signal=1.4, seed=3):
    """Leads whose size and sector say something of what becomes of them."""
    draw = random.Random(seed)
    for number in range(count):
        size, sector = draw.gauss(0, 1), draw.choice(["bakery", "hotel", "school", "garage"])
        z = -0.7 + signal * size + (0.8 * signal if sector == "hotel" else 0)
        won = draw.random() < chance(z)
        yield {
            "lead": f"L-{number:05}",
            "employees": f"{round(40 + 12 * size)}" if draw.random() > 0.05 else "n/a",
            "sector": sector,
            "seller": draw.choice(["Ann", "Bob", "Cleo", "Dan"]),
            "result": "Gagné" if won else "Perdu",
        }


def write(path, rows, separator=";", encoding="utf-8"):
    rows = list(rows)
    lines = [separator.join(rows[0]), *(separator.join(row.values()) for row in rows)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def probability(path, **options):
    out = StringIO()
    call_command("probability", str(path), target=options.pop("target", "result"), json=True, stdout=out, **options)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1
    return json.loads(lines[0])


def test_a_table_with_signal_shows_a_calibrated_probability(tmp_path):
    told = probability(write(tmp_path / "leads.csv", people(), encoding="cp1252"))
    assert told["signal"] == "clear"
    assert told["shows_probability"]
    assert not told["no_signal"]
    assert (told["positive"], told["negative"]) == ("Gagné", "Perdu")
    assert 0.75 < told["auc"] < 0.9
    assert told["auc_low"] > 0.55
    assert told["calibration_error"] <= 0.03
    assert told["brier"] < told["baseline"]["brier"]
    assert (told["leaks"], told["suspects"]) == ([], [])
    assert not told["drift"]["alarm"]


def test_the_seller_and_the_number_of_the_row_are_never_features(tmp_path):
    told = probability(write(tmp_path / "leads.csv", people(400), separator=","))
    assert {"column": "seller", "why": "seller"} in told["left_out"]
    assert {"column": "lead", "why": "identifier"} in told["left_out"]
    assert told["columns"] == ["employees", "sector"]


def test_without_signal_no_probability_is_shown(tmp_path):
    told = probability(write(tmp_path / "leads.csv", people(signal=0)))
    assert told["signal"] in ("no_signal", "too_weak")
    assert told["no_signal"]
    assert not told["shows_probability"]


def test_with_few_outcomes_no_probability_is_shown(tmp_path):
    told = probability(write(tmp_path / "leads.csv", people(120)))
    assert told["signal"] == "too_few"
    assert not told["shows_probability"]


@pytest.mark.parametrize(
    ("name", "leaking"),
    [
        ("code", lambda won, draw: "7" if won else "3"),
        ("call_duration", lambda won, draw: str(round(draw.gauss(300 if won else 180, 100)))),
        ("remark", lambda won, draw: draw.choice(["order", ""]) if won else ""),
    ],
)
def test_a_column_that_gives_the_outcome_away_is_left_out(tmp_path, name, leaking):
    draw = random.Random(1)
    rows = [row | {name: leaking(row["result"] == "Gagné", draw)} for row in people()]
    told = probability(write(tmp_path / "leads.csv", rows))
    assert [leak["column"] for leak in told["leaks"]] == [name]
    assert name in told["leaks"][0]["sentence"]
    assert name not in told["columns"]
    assert told["auc"] < 0.9


def test_a_column_that_is_strong_alone_stays_with_a_warning(tmp_path):
    draw = random.Random(1)
    rows = [row | {"x7": str(round(draw.gauss(300 if row["result"] == "Gagné" else 170, 100)))} for row in people()]
    path = write(tmp_path / "leads.csv", rows)
    told = probability(path)
    assert (told["leaks"], "x7" in told["columns"]) == ([], True)
    assert [(one["column"], one["why"]) for one in told["suspects"]] == [("x7", "strong")]
    assert 0.8 <= told["suspects"][0]["strength"] < 0.88
    out = StringIO()
    call_command("probability", str(path), target="result", stdout=out)
    assert "check: “x7” is strong alone" in out.getvalue()
    assert probability(path, keep=["x7"])["suspects"] == []


def test_a_column_filled_only_once_the_outcome_is_known_is_left_out(tmp_path):
    draw = random.Random(2)
    rows = [row | {"when": "2026-01-02" if draw.random() < 0.5 else "2026-02-03"} for row in people()]
    rows += [row | {"result": "Open", "when": ""} for row in people(200, seed=9)]
    told = probability(write(tmp_path / "leads.csv", rows), positive="gagné", negative="perdu")
    assert told["undecided"] == 200
    assert [(leak["column"], leak["why"]) for leak in told["leaks"]] == [("when", "filled_after")]


def test_a_population_that_changes_rings(tmp_path):
    early, late = list(people(1050)), list(people(450, seed=8))
    late = [row | {"sector": "school" if row["sector"] == "hotel" else "town hall"} for row in late]
    told = probability(write(tmp_path / "leads.csv", early + late))
    assert told["drift"]["alarm"]
    assert "population" in told["drift"]["rings"]


def test_rows_are_put_in_the_order_of_the_date_they_began(tmp_path):
    rows = [row | {"created": f"{1 + n % 28:02}/{1 + n % 12:02}/2025"} for n, row in enumerate(people(600))]
    told = probability(write(tmp_path / "leads.csv", rows))
    assert told["drift"]["ordered_by"] == "created"
    assert "created: month" in told["columns"]


@pytest.mark.parametrize(
    ("content", "target", "said"),
    [
        (b"a;result\r\n1;yes\r\n2;no\r\n", "rezult", "Did you mean"),
        (b"a;result\r\n1;yes\r\n2;yes\r\n", "result", "one value only"),
        (b"a;result\r\n1;\r\n2;\r\n", "result", "is empty"),
        (b"a;result\r\n1;red\r\n2;blue\r\n3;green\r\n", "result", "--positive"),
        (b"", "result", "empty"),
        (b"\x00\x01\x02;\x00", "result", "text file"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_line(tmp_path, content, target, said):
    path, out = tmp_path / "leads.csv", StringIO()
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        call_command("probability", str(path), target=target, json=True, stdout=out)
    assert refused.value.returncode == 1
    assert said in json.loads(out.getvalue())["error"]


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("probability", str(tmp_path / "none.csv"), target="result", json=True, stdout=StringIO())

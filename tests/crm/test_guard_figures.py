"""The figures of the guard on remarks written for it, and the command that measures any file."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.imports.read import read_table
from crm.rules.guard_figures import measure

DATA = Path(__file__).parent.parent / "data" / "guard"
HALVES = ("first_half", "second_half", "other_trades")


def rows_of(name):
    table = read_table((DATA / f"{name}.csv").read_bytes())
    return [(text, wanted, category) for text, wanted, category, _language in table.rows]


@pytest.mark.parametrize("half", HALVES)
def test_nine_excessive_remarks_in_ten_are_found_and_one_ordinary_in_a_hundred_at_most_refused(half):
    figures = measure(rows_of(half))
    assert figures.ordinary > 200
    assert figures.recall >= 0.90, figures.missed
    assert figures.alarm_rate <= 0.01, figures.wrong


def test_ordinary_remarks_of_twenty_trades_pass():
    figures = measure(rows_of("twenty_trades"))
    assert (figures.ordinary, figures.wrong) == (208, [])


def guard(path, *args):
    out, errors = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("guard", str(path), *args, stdout=out, stderr=errors)
    return left.value.code, out.getvalue(), errors.getvalue()


@pytest.mark.django_db
def test_the_command_prints_both_figures_by_category(tmp_path):
    path = tmp_path / "remarks.csv"
    path.write_bytes(
        "Texte;should_flag;source\nclient alcoolique;1;x\nTrop cher;0;x\npersonne âgée;?;x\n".encode("cp1252")
    )
    code, out, _errors = guard(path, "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["recall"], told["false_alarm_rate"], told["undecided"]) == (1.0, 0.0, 1)
    assert told["by_category"] == {"health": {"flagged": 1, "found": 1, "recall": 1.0}}


@pytest.mark.django_db
def test_the_command_says_by_its_code_that_the_guard_is_not_good_enough(tmp_path):
    path = tmp_path / "remarks.csv"
    path.write_text("text,should_flag,category\nTrop cher,1,prix\n", encoding="utf-8")
    code, out, _errors = guard(path)
    assert code == 1
    assert "missed: Trop cher" in out


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n"])
def test_a_file_that_cannot_be_measured_is_told_on_the_error_stream(tmp_path, content):
    path = tmp_path / "remarks.csv"
    path.write_bytes(content)
    code, out, errors = guard(path)
    assert (code, out) == (2, "")
    assert errors

"""Commands of the contract: one line on standard output when asked for JSON, a refusal too, and its exit code."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError

from core import clock

pytestmark = pytest.mark.django_db
REFUSED = {
    "a retry of nothing": ("outbox", "retry", "message:999999"),
    "a person nobody knows": ("erase_subject", "--id", "999999", "--reason", "request"),
    "a file that is not there": ("restore", "--in", "/nonexistent"),
    "a second import of nothing": ("import", "companies", "/nonexistent"),
    "a people file that is not there": ("match", "/nonexistent"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_one_line_of_json_and_exit_code_one(case, capsys):
    with pytest.raises(CommandError) as refusal:
        call_command(*REFUSED[case], "--json")
    out = capsys.readouterr().out
    assert (refusal.value.returncode, out.count("\n")) == (1, 1)
    assert set(json.loads(out)) == {"error"}


@pytest.mark.parametrize(
    "asked", [("nightly", "--date", "2026-02-30"), ("outbox", "explode"), ("backup",), ("period", "status", "2026-13")]
)
def test_wrong_usage_is_one_line_of_json_and_exit_code_two(asked, capsys):
    command = load_command_class("incentives" if asked[0] in {"nightly", "period"} else "config", asked[0])
    with pytest.raises(SystemExit) as end:
        command.run_from_argv(["manage.py", *asked, "--json"])
    told = capsys.readouterr()
    assert (end.value.code, told.out.count("\n")) == (2, 1)
    assert json.loads(told.out)["error"] in told.err
    with pytest.raises(SystemExit):
        command.run_from_argv(["manage.py", *asked])
    assert capsys.readouterr().out == ""


def test_a_night_that_has_not_begun_is_refused(capsys):
    tomorrow = clock.local_day() + timedelta(days=1)
    with pytest.raises(CommandError, match="has not begun") as refusal:
        call_command("nightly", "--date", tomorrow.isoformat(), "--json")
    assert refusal.value.returncode == 1
    assert "has not begun" in json.loads(capsys.readouterr().out)["error"]


def test_a_database_that_is_away_is_exit_code_75(monkeypatch, capsys):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr("config.outbox.status", away)
    with pytest.raises(CommandError) as refusal:
        call_command("outbox", "status", "--json")
    assert refusal.value.returncode == 75
    assert "database is away" in json.loads(capsys.readouterr().out)["error"]


@pytest.mark.parametrize(
    ("command", "word", "example"),
    [
        (("nightly", "--date"), "demain", "is not a day: write year-month-day, as 2026-11-30"),
        (("snapshot", "--date"), "30/11/2026", "is not a day: write year-month-day, as 2026-11-30"),
        (("nightly", "--date"), "0001-01-01", "is not a day: write year-month-day, as 2026-11-30"),
        (("period", "status"), "novembre", "is not a month: write year-month, as 2026-11"),
    ],
)
def test_a_day_that_is_none_is_wrong_usage_with_an_example(command, word, example, capsys):
    name, *before = command
    with pytest.raises(SystemExit) as stopped:
        load_command_class(get_commands()[name], name).run_from_argv(["manage.py", name, *before, word])
    assert stopped.value.code == 2
    assert f"“{word}” {example}" in capsys.readouterr().err

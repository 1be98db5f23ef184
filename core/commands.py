"""What every command of the contract does alike: one line of JSON when asked, refusals included; 75 when busy."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from core import clock
from core.periods import Month

USAGE, BUSY = 2, 75


class ContractCommand(BaseCommand):
    """Exit codes: 0 done, 1 refused, 2 wrong usage, 75 busy or without database, try again."""

    asked: Sequence[str] = ()

    def run_from_argv(self, argv: list[str]) -> None:
        self.asked = argv
        super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        _add_json(parser)
        complain = parser.error

        def error(message: str) -> None:
            self._tell_refusal(message, {"json": "--json" in self.asked})
            complain(message)

        parser.error = error  # type: ignore[method-assign, assignment]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            self._tell_refusal(str(error), options)
            raise
        except (OperationalError, InterfaceError) as error:
            self._tell_refusal("busy, or the database is away: try again", options)
            raise CommandError(f"Busy, or the database is away: {error}".strip(), returncode=BUSY) from None

    def _tell_refusal(self, why: str, options: dict[str, Any]) -> None:
        if options.get("json"):
            self.stdout.write(json.dumps({"error": why}))


def asked_day(text: str) -> date:
    """A day as it is typed after a command; wrong usage otherwise, with an example."""
    try:
        day = date.fromisoformat(text)
        if clock.FIRST_DAY <= day <= clock.LAST_DAY:
            return day
    except ValueError:
        pass
    raise ArgumentTypeError(f"“{text}” is not a day: write year-month-day, as 2026-11-30")


def asked_month(text: str) -> Month:
    """A month as it is typed after a command; wrong usage otherwise, with an example."""
    try:
        return Month.parse(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a month: write year-month, as 2026-11") from None


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one line of JSON on standard output")

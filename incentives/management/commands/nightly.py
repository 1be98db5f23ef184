"""Runs the night of a day, or every night that is due: done, already or busy, with its fingerprint."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from core import clock, due, jobs
from core.commands import ContractCommand, asked_day
from core.exceptions import BusinessRuleError

CODES = {jobs.DONE: 0, jobs.ALREADY: 0, jobs.BUSY: 75, jobs.FAILED: 1}


class Command(ContractCommand):
    help = "Runs the night of a day (exit 0 done or already, 1 failed, 2 usage, 75 busy)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=asked_day, help="the local day, as 2026-11-30; yesterday if absent")
        parser.add_argument("--due", action="store_true", help="every night that is due, oldest first")
        parser.add_argument("--replay", action="store_true", help="compute an open day again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["due"]:
            self.answer({"job": "nightly", "days": due.run_due(clock.now()).get("nightly", 0)}, options["json"])
            return
        yesterday = date.fromordinal(clock.local_day().toordinal() - 1)
        day = options["date"] or yesterday
        if day > clock.local_day():
            raise CommandError(f"{day} has not begun: only days up to today can be computed.", returncode=1)
        try:
            result = due.run_night(day, replay=options["replay"])
        except BusinessRuleError as error:
            self.answer({"job": "nightly", "day": day, "state": "failed", "error": str(error)}, options["json"])
            sys.exit(1)
        answer = {
            "job": "nightly",
            "day": day,
            "state": result.state,
            "sha": result.sha,
            "rows": result.rows,
            "attempt": result.attempt,
        }
        self.answer(answer, options["json"])
        if code := CODES[result.state]:
            sys.exit(code)

    def answer(self, facts: dict[str, Any], as_json: bool) -> None:
        line = json.dumps(facts, default=str) if as_json else " ".join(f"{key}={value}" for key, value in facts.items())
        self.stdout.write(line)

"""Shows or locks a month of the book."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import OperationalError
from django.db.models import Count, Sum

from accounts.models import User
from core import clock
from core.commands import ContractCommand, asked_month
from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import ClosedMonth
from incentives.models import Period
from incentives.services.periods import lock_period


class Command(ContractCommand):
    help = "period status P · period lock P --by EMAIL (exit 0 ok, 1 refused, 2 usage, 75 busy)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["status", "lock"])
        parser.add_argument("month", type=asked_month, help="as 2026-11")
        parser.add_argument("--by", default="", help="the e-mail address of who locks")

    def handle(self, *args: Any, **options: Any) -> None:
        period = Period.objects.filter(month=options["month"].first).first()
        if period is None:
            self.answer({"period": options["month"].key, "error": "no such period"}, options["json"])
            sys.exit(1)
        if options["verb"] == "lock":
            period = self.lock(period, options)
        self.answer(self.facts(period), options["json"])

    def lock(self, period: Period, options: dict[str, Any]) -> Period:
        user = User.objects.active().filter(email=options["by"].strip().lower()).first()
        if user is None:
            raise CommandError("--by names nobody who is active", returncode=2)
        if not user.has_perm("incentives.lock_period"):
            raise CommandError(f"{user.email} may not lock a period", returncode=1)
        try:
            return lock_period(period, by=user, now=clock.now())
        except AlreadyDone:
            period.refresh_from_db()
            return period
        except BusinessRuleError as error:
            self.answer({**self.facts(period), "error": str(error), "code": error.code}, options["json"])
            sys.exit(1)
        except OperationalError:
            self.answer({**self.facts(period), "error": "busy, try again"}, options["json"])
            sys.exit(75)

    def facts(self, period: Period) -> dict[str, Any]:
        lines = period.lines.aggregate(points=Sum("points"), lines=Count("pk"))
        closed = ClosedMonth.objects.filter(month=period.month).first()
        return {
            "period": period.key,
            "state": period.state,
            "stale": period.stale,
            "lines": lines["lines"],
            "points": lines["points"] or 0,
            "head": bytes(closed.head_hash).hex() if closed else None,
        }

    def answer(self, facts: dict[str, Any], as_json: bool) -> None:
        line = json.dumps(facts, default=str) if as_json else " ".join(f"{key}={value}" for key, value in facts.items())
        self.stdout.write(line)

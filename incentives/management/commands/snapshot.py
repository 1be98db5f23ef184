"""Shows what was computed for a day, or only its fingerprint."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from core.commands import ContractCommand, asked_day
from core.jobs import hash_rows
from incentives.models import ContributionSnapshot, MarketingScoreSnapshot


class Command(ContractCommand):
    help = "The snapshots of a day (exit 0, 1 when there are none)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=asked_day, required=True)
        parser.add_argument("--sha", action="store_true", help="only the fingerprint")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["date"]
        contributions = ContributionSnapshot.objects.facts(day)
        scores = MarketingScoreSnapshot.objects.facts(day)
        sha = hash_rows([("contributions",), *contributions, ("marketing_scores",), *scores])
        facts = {"day": day, "contributions": len(contributions), "marketing_scores": len(scores), "sha": sha}
        if options["json"]:
            self.stdout.write(json.dumps(facts, default=str))
        elif options["sha"]:
            self.stdout.write(sha)
        else:
            self.stdout.write(" ".join(f"{key}={value}" for key, value in facts.items()))
        if not contributions and not scores:
            sys.exit(1)

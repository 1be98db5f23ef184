"""Shows, drains and retries the work that waits."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from config import outbox
from core.commands import ContractCommand


class Command(ContractCommand):
    help = "Work that waits: status, drain (do it now), retry ID (message:12 or deferred:3)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("status", "drain", "retry"))
        parser.add_argument("id", nargs="?", default="")
        parser.add_argument("--seconds", type=float, default=60, help="How long drain may take.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "retry":
            if not outbox.retry(options["id"]):
                raise CommandError(f"Nothing to try again under {options['id']!r}.", returncode=1)
            left = outbox.summary(outbox.status())
        elif options["verb"] == "drain":
            left = outbox.drain(options["seconds"])
        else:
            left = outbox.summary(outbox.status())
        self.tell(left, as_json=options["json"])
        if options["verb"] == "drain" and left["waiting"]:
            raise CommandError("Some work still waits.", returncode=1)

    def tell(self, left: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(left))
            return
        self.stdout.write(f"{left['waiting']} waiting (oldest {left['oldest_age_s']} s), {left['dead']} given up")
        for row in left["topics"]:
            self.stdout.write(f"  {row['topic']:<24} {row['state']:<8} {row['count']:>8}  since {row['oldest']}")

"""Fills an empty installation with a company that never existed: tiny, demo or load, the same for the same seed."""

import json
import sys
import time
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.models import User
from config.seeding.profiles import PROFILES, scaled
from config.seeding.story import tell
from core import clock
from core.commands import ContractCommand


class Command(ContractCommand):
    help = "Seeds an empty installation and writes DATA/credentials.json (0600)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", choices=sorted(PROFILES), default="demo")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--scale", type=float, default=1.0, help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("This installation already has people: seeds only go into an empty one.", returncode=1)
        started = time.monotonic()

        def say(step: str) -> None:
            sys.stderr.write(f"{time.monotonic() - started:6.1f} s  {step}\n")
            sys.stderr.flush()

        profile = scaled(PROFILES[options["profile"]], options["scale"])
        counts = tell(profile, options["seed"], clock.local_day(), say)
        if options["json"]:
            self.stdout.write(json.dumps({"profile": options["profile"], "seed": options["seed"], "rows": counts}))
        else:
            self.stdout.write(f"Seeded in {time.monotonic() - started:.0f} s: {counts}")

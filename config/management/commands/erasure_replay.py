"""Erases again, after a restore, the people erased since that backup was made."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from core import clock
from core.commands import ContractCommand
from crm.services import erasure


class Command(ContractCommand):
    help = "Erases again whoever a restore brought back; --check only says whether somebody came back (exit code 1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        back = len(erasure.missing())
        erased = 0 if options["check"] else erasure.replay(now=clock.now())
        line = {"listed": len(erasure.read_list()), "back": back, "erased": erased}
        text = f"{line['listed']} erasures are listed, {back} people were back, {erased} are erased again."
        self.stdout.write(json.dumps(line) if options["json"] else text)
        if options["check"] and back:
            raise CommandError("Run erasure_replay: erased people are back.", returncode=1)

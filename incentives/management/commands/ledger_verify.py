"""Reads the whole ledger and says whether it is what was written."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from incentives.services.verifying import verify_ledger


class Command(BaseCommand):
    help = "Verifies numbers, chain and closed months of the ledger (exit 0 sound, 1 broken)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_ledger()
        faults = [{"period": fault.period, "seq": fault.seq, "what": fault.what} for fault in found.faults]
        if options["json"]:
            facts = {"ok": found.ok, "lines": found.lines, "points": found.points, "heads": found.heads}
            self.stdout.write(json.dumps({**facts, "faults": faults}))
        else:
            self.stdout.write(f"{'ok' if found.ok else 'BROKEN'} lines={found.lines} points={found.points}")
            for fault in faults:
                self.stdout.write(f"{fault['period']} {fault['seq'] or '-'} {fault['what']}")
        if not found.ok:
            sys.exit(1)

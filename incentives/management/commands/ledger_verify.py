"""Reads the whole ledger and says whether it is what was written."""

import json
import sys
from typing import Any

from core.commands import ContractCommand
from incentives.services.verifying import verify_ledger


class Command(ContractCommand):
    help = "Verifies numbers, chain and closed months of the ledger (exit 0 sound, 1 broken)."

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

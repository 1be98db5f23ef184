"""Writes everything into one file, readable by its owner only."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from config.backup import BackupError, back_up
from core.commands import ContractCommand


class Command(ContractCommand):
    help = "Writes the database as of one instant, the uploads and the list of erasures into one file (0600)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            stamp = back_up(options["out"].absolute())
        except (BackupError, OSError) as error:
            raise CommandError(str(error), returncode=1) from None
        text = f"{stamp['file']}: {stamp['bytes']} bytes, version {stamp['version']}, {stamp['made_at']}"
        self.stdout.write(json.dumps(stamp) if options["json"] else text)

"""Puts a backup in place, and erases again whoever was erased since it was made."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import CommandError
from django.db import connection

from config.backup import BackupError, restore
from core import clock
from core.commands import ContractCommand
from crm.services import erasure


class Command(ContractCommand):
    help = "Replaces an empty installation by a backup; --replace also overwrites one that holds people."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--in", dest="source", type=Path, required=True)
        parser.add_argument("--replace", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        connection.close()
        try:
            stamp = restore(options["source"], replace=options["replace"])
        except (BackupError, OSError, psycopg.Error) as error:
            raise CommandError(str(error), returncode=1) from None
        line = stamp | {"erased_again": erasure.replay(now=clock.now())}
        text = f"Restored the backup of {line['made_at']} (version {line['version']}); run migrate if it is older."
        self.stdout.write(json.dumps(line) if options["json"] else text)

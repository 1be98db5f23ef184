"""Starts the whole of Tandem on this machine, from nothing, and keeps it running until it is asked to stop."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.embedded.account import unprivileged
from config.embedded.folder import BusyError, Folder
from config.stack import PortBusyError, Stack, Wishes
from config.supervisor import StepFailed, Stopped, tell

BUSY = 75


class Command(BaseCommand):
    help = "Starts PostgreSQL, Valkey, web, worker and beat; prints the address and who can sign in."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="The web's port on 127.0.0.1 (default: the first free from 8000).")
        parser.add_argument(
            "--data", type=Path, default=settings.APP_DATA_DIR, help="The data folder (default: ./var)."
        )
        parser.add_argument("--seed", type=int, default=1, help="The number the demo company is made from.")
        parser.add_argument("--profile", default="demo", help="Which company: tiny, demo or load.")
        parser.add_argument("--empty", action="store_true", help="No company: only one operations administrator.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Folder(options["data"], unprivileged())
        try:
            folder.open()
        except BusyError as error:
            message = f"Tandem already runs on {folder.root} {error}".rstrip()
            raise CommandError(f"{message}. Stop it first, or give another --data.", returncode=BUSY) from None
        wishes = Wishes(options["port"], options["seed"], options["empty"], options["profile"])
        stack = Stack(folder, wishes)
        try:
            self.tell_ready(stack.up(), folder)
            stack.supervisor.watch()
        except Stopped:
            tell("Stopping.")
        except PortBusyError as error:
            raise CommandError(str(error), returncode=BUSY) from None
        except StepFailed as error:
            raise CommandError(str(error), returncode=1) from None
        finally:
            stack.down()

    def tell_ready(self, address: str, folder: Folder) -> None:
        """One line for machines, then a list for people."""
        line = {"ready": True, "base_url": address, "data_dir": str(folder.root)}
        self.stdout.write(json.dumps(line))
        self.stdout.write(f"\nTandem runs at {address}. These people can sign in:\n")
        path = folder.root / "credentials.json"
        people = json.loads(path.read_text(encoding="utf-8"))["users"] if path.exists() else {}
        for name, person in people.items():
            if person.get("active", True):
                email = person.get("email") or f"{name}@example.test"
                role, team = person.get("role") or "no role", person.get("team") or ""
                self.stdout.write(f"  {email:<26} {person['password']:<22} {role:<14} {team}")
        card = folder.root / "cards" / "carte-de-visite.png"
        if card.exists():
            self.stdout.write(f"\nA business card to scan on a visit: {card} (or the .vcf beside it)")
        self.stdout.write("\nCtrl-C stops everything; the data stays in " + str(folder.root))
        self.stdout.flush()

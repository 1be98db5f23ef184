"""Erases one person on every floor, at her request."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from core import clock
from core.commands import ContractCommand
from core.exceptions import BusinessRuleError
from crm.services import erasure


class Command(ContractCommand):
    help = "Erases a contact: her words and addresses go, counts and sums stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--id", type=int, required=True, help="The contact's number.")
        parser.add_argument("--reason", required=True, help="Why, in a word or two; no name.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = erasure.erase_subject(options["id"], reason=options["reason"], now=clock.now())
        except BusinessRuleError as error:
            raise CommandError(str(error.message), returncode=1) from None
        line = {"erased": options["id"], "rows": counts}
        self.stdout.write(json.dumps(line) if options["json"] else f"Contact {options['id']} is erased: {counts}")

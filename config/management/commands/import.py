"""manage.py import KIND FILE --map M.json --reject R.csv [--dry-run] --json: every row is in, or refused."""
# ruff: noqa: N999

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation

from accounts.models import User
from core import clock
from core.commands import ContractCommand
from core.exceptions import BusinessRuleError
from core.fingerprints import fingerprint_of
from core.imports.engine import Importer
from core.imports.lines import write_rejects
from core.imports.map import mapping_for
from core.imports.once import Outcome, run_import
from core.imports.read import open_table
from crm.services.importing.kinds import KINDS
from leads.models import Campaign
from leads.services import importing as leads


class Command(ContractCommand):
    help = "Imports companies, people, contacts, products, opportunities or leads from a CSV or XLSX file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*KINDS, leads.KIND])
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path, help='JSON {"field": "column"}; guessed from the headers when left out')
        parser.add_argument("--reject", type=Path, help="where the refused rows go, with their reasons")
        parser.add_argument("--by", default="", help="e-mail of the person who imports")
        parser.add_argument("--campaign", type=int, help="for leads: the number of their campaign")
        parser.add_argument("--dry-run", action="store_true", help="says the same and writes nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(translation.get_language() or "en"):
            try:
                outcome = self.bring(options)
            except BusinessRuleError as error:
                raise CommandError(str(error)) from error
        if options["reject"]:
            with options["reject"].open("wb") as target:
                write_rejects(outcome.run, target)
        figures = outcome.as_json()
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            self.stdout.write(", ".join(f"{name} {count}" for name, count in figures.items()))

    def bring(self, options: dict[str, Any]) -> Outcome:
        importer = self.importer(options)
        try:
            asked = json.loads(options["map"].read_text(encoding="utf-8")) if options["map"] else None
            with options["file"].open("rb") as file:
                table = open_table(file)
                mapping = mapping_for(importer.kind, "", table.headers, importer.fields) if asked is None else asked
                return run_import(
                    table, mapping, importer, file_name=options["file"].name, file_sha256=fingerprint_of(file),
                    dry_run=options["dry_run"],
                )  # fmt: skip
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def importer(self, options: dict[str, Any]) -> Importer:
        by = self.person(options["by"])
        if options["kind"] != leads.KIND:
            return KINDS[options["kind"]](by=by, now=clock.now())
        campaign = Campaign.objects.filter(pk=options["campaign"]).first()
        if campaign is None or by is None:
            raise CommandError("Leads need --campaign and --by.")
        return leads.LeadImporter(by=by, now=clock.now(), options={"campaign": campaign.pk})

    def person(self, email: str) -> User | None:
        if not email:
            return None
        user: User | None = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        return user

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
from core.imports import read
from core.imports.map import mapping_for
from core.imports.run import Outcome, run_import, write_rejects
from core.imports.table import Table
from crm.services.importing.engine import run
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
                table, outcome = self.bring(options)
            except BusinessRuleError as error:
                raise CommandError(str(error)) from error
        if options["reject"]:
            with options["reject"].open("wb") as target:
                write_rejects(table, outcome.rejects, target)
        figures = outcome.as_json()
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            self.stdout.write(", ".join(f"{name} {count}" for name, count in figures.items()))

    def bring(self, options: dict[str, Any]) -> tuple[Table, Outcome]:
        try:
            content = options["file"].read_bytes()
            asked = json.loads(options["map"].read_text(encoding="utf-8")) if options["map"] else None
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        table = read.read_table(content)
        by = self.person(options["by"])
        name, sha = options["file"].name, read.fingerprint(content)
        if options["kind"] == leads.KIND:
            return table, self.bring_leads(table, asked, options, by=by, name=name, sha=sha)
        importer = KINDS[options["kind"]](by=by, now=clock.now())
        mapping = asked if asked is not None else mapping_for(importer.kind, "", table.headers, importer.fields)
        return table, run(table, mapping, importer, file_name=name, file_sha256=sha, dry_run=options["dry_run"])

    def bring_leads(
        self, table: Table, asked: Any, options: dict[str, Any], *, by: User | None, name: str, sha: str
    ) -> Outcome:
        campaign = Campaign.objects.filter(pk=options["campaign"]).first()
        if campaign is None or by is None:
            raise CommandError("Leads need --campaign and --by.")
        mapping = asked if asked is not None else mapping_for(leads.KIND, "", table.headers, leads.FIELDS)
        return run_import(
            table, mapping, leads.FIELDS, leads.handler(by=by, campaign=campaign), kind=leads.KIND, file_name=name,
            file_sha256=sha, by=by, dry_run=options["dry_run"],
        )  # fmt: skip

    def person(self, email: str) -> User | None:
        if not email:
            return None
        user: User | None = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        return user

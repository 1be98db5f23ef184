"""Measures the main pages, the API lists and the night on the database at hand, beside the reference page."""

import logging
import platform
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.test.utils import override_settings

from accounts.models import User
from config.benchmark import taps
from config.benchmark.files import bring
from config.benchmark.jobs import jobs
from config.benchmark.million import million
from config.benchmark.night import night
from config.benchmark.pages import measure, table
from config.benchmark.timing import HEAD
from core import clock

PAGES = (
    ("reference", "/reference/", None),
    ("My day", "/today/", "rep_a1"),
    ("my findings", "/findings/", "rep_a1"),
    ("my points", "/points/", "rep_a1"),
    ("leads to accept", "/handoffs/", "rep_a1"),
    ("statements", "/statements/", "rep_a1"),
    ("review inbox", "/review/", "mkt_1"),
    ("contradictions", "/contradictions/", "mkt_1"),
    ("questions", "/questions/", "mkt_1"),
    ("completeness", "/completeness/", "mkt_1"),
    ("records to complete", "/completeness/companies/", "mkt_1"),
    ("second opinions", "/second-reviews/", "mkt_1"),
    ("fairness of reviews", "/fairness/", "dir_1"),
    ("appeals", "/appeals/", "adm_1"),
    ("texts set aside", "/guard/log/", "adm_1"),
    ("merges", "/merges/", "mkt_1"),
    ("lead list", "/leads/", "mkt_1"),
    ("lead list, search", "/leads/?q=moulin", "mkt_1"),
    ("lead", "/leads/{lead}/", "mkt_1"),
    ("company", "/companies/{company}/", "mkt_1"),
    ("contact", "/contacts/{contact}/", "mkt_1"),
    ("opportunity", "/opportunities/{opportunity}/", "mkt_1"),
    ("campaign", "/campaigns/{campaign}/", "mkt_1"),
    ("campaign list", "/campaigns/", "mkt_1"),
    ("ROI dashboard", "/roi/", "mkt_1"),
    ("company list", "/companies/", "mkt_1"),
    ("contact list", "/contacts/", "mkt_1"),
    ("opportunity list", "/opportunities/", "mkt_1"),
    ("search", "/search/?q=boulangerie", "mkt_1"),
    ("pipeline", "/opportunities/pipeline/", "mkt_1"),
    ("team dashboard", "/team/", "man_a"),
    ("mirror", "/mirror/", "dir_1"),
    ("proof", "/proof/", "dir_1"),
    ("periods", "/periods/", "adm_1"),
    ("journal", "/journal/", "adm_1"),
    ("audit", "/audit/", "adm_1"),
    ("API leads", "/api/v1/leads/", "mkt_1"),
    ("API companies", "/api/v1/companies/", "mkt_1"),
    ("API debriefs", "/api/v1/debriefs/", "mkt_1"),
    ("API findings", "/api/v1/findings/", "mkt_1"),
    ("API opportunities", "/api/v1/opportunities/", "mkt_1"),
    ("API ledger lines", "/api/v1/ledger-lines/", "adm_1"),
)
SHOWN = ("crm.Company", "crm.Contact", "crm.Opportunity", "leads.Lead", "leads.Campaign")
COUNTED = ("crm.Company", "crm.Contact", "leads.Lead", "leads.Touchpoint", "debrief.Finding", "incentives.LedgerLine")


def asked_for(label: str, words: list[str]) -> bool:
    return not words or any(word.casefold() in label.casefold() for word in words)


class Command(BaseCommand):
    help = "Prints, in Markdown, what pages and the night cost at the size of this database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=20)
        parser.add_argument("--no-night", action="store_true")
        parser.add_argument("--only-pages", action="store_true", help="the pages and nothing else")
        parser.add_argument("--page", action="append", default=[], help="only pages whose name holds this; repeat it")
        parser.add_argument("--taps", action="store_true", help="also the rep's budget, in a browser: writes a day")
        parser.add_argument("--only-taps", action="store_true")
        parser.add_argument("--imported", type=int, default=20_000, help="rows of the imported file")
        parser.add_argument("--only-import", type=int, default=0, help="only an import of so many rows")
        parser.add_argument("--workbook", action="store_true", help="the imported file is an Excel workbook")
        parser.add_argument("--only-million", action="store_true", help="lists and look-ups at 1,000,000 rows")
        parser.add_argument("--first", action="store_true", help="of these lists: no value was asked for before")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.disable(logging.WARNING)  # what a page costs, not what its log line costs
        if options["only_taps"]:
            self.stdout.write(taps.measure() + "\n")
            return
        if options["only_import"]:
            self.stdout.write("\n".join([HEAD, *bring(options["only_import"], workbook=options["workbook"])]) + "\n")
            return
        hosts = [*settings.ALLOWED_HOSTS, "testserver"]
        if options["only_million"]:
            with override_settings(ROOT_URLCONF="config.benchmark.reference", ALLOWED_HOSTS=hosts):
                self.stdout.write(million(options["rounds"], first=options["first"]) + "\n")
            return
        sizes = ", ".join(f"{apps.get_model(name).objects.count():,} {name.split('.')[1]}" for name in COUNTED)
        self.stdout.write(f"Python {platform.python_version()}, {sizes}\n\n")
        with override_settings(ROOT_URLCONF="config.benchmark.reference", ALLOWED_HOSTS=hosts):
            rows = self.rows()
            wanted = [one for one in PAGES if one == PAGES[0] or asked_for(one[0], options["page"])]
            pages = [(label, path.format(**rows), self.person(name)) for label, path, name in wanted]
            self.stdout.write(table(measure(pages, options["rounds"])) + "\n\n")
        if options["only_pages"]:
            return
        self.stdout.write(jobs(options["imported"], workbook=options["workbook"]) + "\n\n")
        if not options["no_night"]:
            self.stdout.write(night(clock.local_day() - timedelta(days=1)) + "\n\n")
        if options["taps"]:
            self.stdout.write(taps.measure() + "\n")

    def rows(self) -> dict[str, int]:
        """A row in the middle of each table: neither the first nor the last one written."""
        return {name.split(".")[1].lower(): self.middle(name) for name in SHOWN}

    def middle(self, name: str) -> int:
        model: Any = apps.get_model(name)
        return int(model.objects.filter(pk__gte=model.objects.count() // 2).order_by("pk")[0].pk)

    def person(self, name: str | None) -> User | None:
        return User.objects.get(email=f"{name}@example.test") if name else None

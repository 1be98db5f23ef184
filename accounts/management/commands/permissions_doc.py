"""Prints the tables of rights and scopes as Markdown, for docs/permissions.md."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.choices import Role
from accounts.roles import READING, WRITING
from accounts.scoping import SCOPES

FILE = "docs/permissions.md"
HEAD = """# Who may do what, who sees what

Generated from `accounts/roles.py` and `accounts/scoping.py` by `manage.py permissions_doc --write`; do not edit.
A row out of scope answers 404, a verb that is not permitted 403, a rule that is broken 409 (API) or 422 (page).
Whoever has no role sees nothing. Templates and views ask for a permission, never for a role.
"""
TAIL = "A draft is its author's alone. Companies that belong to nobody are shown to every role on the crm floor."


class Command(BaseCommand):
    help = "Prints the tables of rights and scopes; --write puts them in docs/permissions.md, --check compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            text = "\n".join(document()) + "\n"
        file = Path(settings.BASE_DIR) / FILE
        if options["write"]:
            file.write_text(text, encoding="utf-8")
        elif options["check"]:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                raise CommandError(f"{FILE} is not what the tables say: run permissions_doc --write.")
        else:
            self.stdout.write(text)


def document() -> Iterator[str]:
    """The whole page, line by line."""
    labels = [str(role.label) for role in Role]
    yield HEAD
    for title, table in (("Reading", READING), ("Doing", WRITING)):
        yield f"## {title}\n"
        marks = {codename: ["✓" if role in roles else "" for role in Role] for codename, roles in table.items()}
        yield from _table(["Permission", *labels], [[f"`{codename}`", *row] for codename, row in marks.items()])
    yield "## Rows\n"
    rows = [[f"`{floor}`", *(str(scopes.get(role, "none")) for role in Role)] for floor, scopes in SCOPES.items()]
    yield from _table(["Floor", *labels], rows)
    yield TAIL


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""

"""manage.py match FILE --json: the pairs of a people file that are probably the same person."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from core.commands import ContractCommand
from core.exceptions import BusinessRuleError
from core.imports import read
from core.imports.map import Field, guess
from core.imports.table import Table
from crm.rules.pairing import Pair, make_person, pairs

FIELDS = (
    Field("key", "key", ("rec_id", "id", "contact id", "reference", "identifiant")),
    Field("first_name", "first name", ("given_name", "given name", "prenom", "firstname")),
    Field("last_name", "last name", ("surname", "family name", "nom de famille", "nom", "lastname")),
    Field("name", "name", ("full name", "nom complet", "display name", "contact")),
    Field("email", "e-mail", ("mail", "courriel", "e-mail address", "primary email")),
    Field("phone", "phone", ("mobile", "telephone", "portable", "tel")),
    Field("company", "company", ("societe", "entreprise", "organization", "organisation", "account")),
    Field("number", "street number", ("street_number", "numero")),
    Field("street", "street", ("address_1", "address 1", "address", "adresse", "rue")),
    Field("place", "place", ("address_2", "address 2", "complement", "lieu-dit")),
    Field("city", "city", ("suburb", "town", "ville", "commune")),
    Field("postcode", "postcode", ("postal code", "zip", "code postal", "cp")),
)


class Command(ContractCommand):
    help = "Prints the candidate pairs of a people file, with the one shipped configuration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = read.read_table(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except BusinessRuleError as error:
            raise CommandError(str(error)) from error
        found = self.match(table)
        if options["json"]:
            rows = [{"a": one.a, "b": one.b, "score": one.score, "reasons": list(one.reasons)} for one in found]
            self.stdout.write(json.dumps({"read": len(table), "pairs": rows}, ensure_ascii=False))
            return
        for one in found:
            self.stdout.write(f"{one.a}\t{one.b}\t{one.score}\t{', '.join(one.reasons)}")

    def match(self, table: Table) -> list[Pair]:
        """Pairs named by the file's own key, else by the line."""
        mapping = guess(table.headers, FIELDS)
        people = [make_person(row.get("key") or str(line), row) for line, row, _cells in table.records(mapping)]
        return pairs(people)

"""Good rows come in, bad ones come back with their reason; a rehearsal writes nothing."""

import io

import pytest
from django.core.exceptions import ValidationError

from core import clock
from core.exceptions import BusinessRuleError
from core.imports.engine import CREATED, UPDATED, Importer, each
from core.imports.lines import write_rejects
from core.imports.map import Field, check, guess, mapping_for, remember, words_for
from core.imports.once import run_import
from core.imports.read import read_table
from core.imports.values import meanings, words_in
from core.models import AuditEntry, Deferred, ImportRun

pytestmark = pytest.mark.django_db
YES_NO = (("yes", "Oui"), ("no", "Non"))
FIELDS = [
    Field("name", "Nom", ("raison sociale", "company"), required=True),
    Field("email", "E-mail", ("courriel", "adresse mail")),
    Field("city", "Ville"),
    Field("agrees", "Accord", choices=YES_NO),
]
TABLE = read_table(b"Raison Sociale;Courriel;Notes\nAlpha;a@x.fr;1\n;b@x.fr;2\nBeta;bad;=3\nAlpha;a@x.fr;4\n")


class Names(Importer):
    """Keeps each name once, refuses a bad address."""

    kind = "names"
    fields = FIELDS

    def read(self, row):
        if row["email"] == "bad":
            raise ValidationError("Adresse illisible.")
        return {"name": row["name"]}

    def bring(self, rows):
        each(rows, self.enter)

    def enter(self, row):
        row.record, created = Deferred.objects.get_or_create(
            topic="test", key=row.read["name"], defaults={"next_at": "2026-01-01T00:00Z"}
        )
        row.fate = CREATED if created else UPDATED

    def take_back(self, rows):
        return {row.line: "Ne se reprend pas." for row in rows}


def bring(odile, table=TABLE, **options):
    importer = Names(by=odile, now=clock.now())
    options = {"file_name": "a.csv", "file_sha256": "0" * 64, **options}
    return run_import(table, guess(table.headers, FIELDS), importer, **options)


def test_good_rows_are_in_and_bad_ones_told(odile):
    outcome = bring(odile)
    assert outcome.as_json() == {"read": 4, "created": 1, "updated": 1, "rejected": 2}
    assert [(one.line, one.reason) for one in outcome.rejects][1] == (4, "Adresse illisible.")
    assert ImportRun.objects.get().rejects["Adresse illisible."] == 1
    assert AuditEntry.objects.filter(action="import.made", actor=odile).count() == 1


def test_the_rejects_come_back_as_they_were(odile):
    target = io.BytesIO()
    write_rejects(bring(odile).run, target)
    lines = target.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Raison Sociale;Courriel;Notes;")
    assert lines[2] == "Beta;bad;'=3;4;Adresse illisible."


def test_neither_a_cell_nor_a_reason_of_the_rejects_is_a_formula(odile):
    run = bring(odile).run
    run.lines.filter(fate="rejected").update(reason="=1+1", cells=["@SUM(1)", "+1", "=3"])
    told = io.BytesIO()
    write_rejects(run, told)
    rows = told.getvalue().decode("utf-8-sig").splitlines()[1:]
    assert rows
    assert all(row.startswith("'@SUM(1);'+1;'=3;") for row in rows)
    assert all(row.endswith(";'=1+1") for row in rows)


def test_corrected_rejects_come_in_as_they_are(odile):
    target = io.BytesIO()
    write_rejects(bring(odile).run, target)
    again = read_table(target.getvalue().replace(b"bad", b"beta@x.fr").replace(b"\r\n;", b"\r\nGamma;"))
    assert bring(odile, again).as_json() == {"read": 2, "created": 2, "updated": 0, "rejected": 0}


def test_a_rehearsal_says_the_same_and_writes_nothing(odile):
    outcome = bring(odile, dry_run=True)
    assert outcome.as_json() == {"read": 4, "created": 1, "updated": 1, "rejected": 2}
    assert not Deferred.objects.exists()
    assert ImportRun.objects.get().dry_run


def test_headers_are_recognised_by_their_synonyms():
    assert guess(["ADRESSE-MAIL", "Ville ", "Company"], FIELDS) == {
        "name": "Company",
        "email": "ADRESSE-MAIL",
        "city": "Ville ",
    }


def test_what_was_chosen_for_a_source_is_remembered():
    remember("company", "erp", {"name": "Notes"}, {"agrees": {"D'ac": "yes"}})
    assert mapping_for("company", "erp", TABLE.headers, FIELDS) == {"name": "Notes", "email": "Courriel"}
    assert mapping_for("company", "other", TABLE.headers, FIELDS)["name"] == "Raison Sociale"
    assert words_for("company", "erp") == {"agrees": {"D'ac": "yes"}}
    assert words_for("company", "other") == {}


def test_words_of_a_file_are_guessed_and_what_was_chosen_wins():
    table = read_table("Nom;Accord\nA;Oui\nB;N\nC;true\nD;peut-être\n".encode())
    found = words_in(table, {"agrees": "Accord"}, FIELDS)
    assert found == {"agrees": ["Oui", "N", "true", "peut-être"]}
    chosen = meanings(found, FIELDS, {"agrees": {"peut-être": "no"}})
    assert chosen == {"agrees": {"Oui": "yes", "N": "no", "true": "yes", "peut-être": "no"}}


def test_a_missing_column_or_an_unknown_field_is_refused():
    with pytest.raises(BusinessRuleError):
        check({"email": "Courriel"}, TABLE.headers, FIELDS)
    with pytest.raises(BusinessRuleError):
        check({"name": "Notes", "points": "Notes"}, TABLE.headers, FIELDS)

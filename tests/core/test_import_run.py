"""Good rows come in, bad ones come back with their reason; a rehearsal writes nothing."""

import io

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from core.imports.map import Field, check, guess, mapping_for, remember
from core.imports.preview import preview
from core.imports.read import read_table
from core.imports.run import run_import, write_rejects
from core.models import AuditEntry, Deferred, ImportRun

pytestmark = pytest.mark.django_db
FIELDS = [
    Field("name", "Nom", ("raison sociale", "company"), required=True),
    Field("email", "E-mail", ("courriel", "adresse mail")),
    Field("city", "Ville"),
]
TABLE = read_table(b"Raison Sociale;Courriel;Notes\nAlpha;a@x.fr;1\n;b@x.fr;2\nBeta;bad;=3\nAlpha;a@x.fr;4\n")


def handle(row):
    """Stands for a service: keeps the name, refuses a bad address."""
    if row.get("email") == "bad":
        raise ValidationError("Adresse illisible.")
    _kept, created = Deferred.objects.get_or_create(
        topic="test", key=row["name"], defaults={"next_at": "2026-01-01T00:00Z"}
    )
    return "created" if created else "updated"


def bring(odile, **options):
    mapping = guess(TABLE.headers, FIELDS)
    options = {"kind": "company", "file_name": "a.csv", "file_sha256": "0" * 64, "by": odile, **options}
    return run_import(TABLE, mapping, FIELDS, handle, **options)


def test_good_rows_are_in_and_bad_ones_told(odile):
    outcome = bring(odile)
    assert outcome.as_json() == {"read": 4, "created": 1, "updated": 1, "rejected": 2}
    assert [(one.line, one.reason) for one in outcome.rejects][1] == (4, "Adresse illisible.")
    assert ImportRun.objects.get().rejects["Adresse illisible."] == 1
    assert AuditEntry.objects.filter(action="import.made", actor=odile).count() == 1


def test_the_rejects_come_back_as_they_were(odile):
    target = io.BytesIO()
    write_rejects(TABLE, bring(odile).rejects, target)
    lines = target.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Raison Sociale;Courriel;Notes;")
    assert lines[2] == "Beta;bad;'=3;4;Adresse illisible."


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
    remember("company", "erp", {"name": "Notes"})
    assert mapping_for("company", "erp", TABLE.headers, FIELDS) == {"name": "Notes", "email": "Courriel"}
    assert mapping_for("company", "other", TABLE.headers, FIELDS)["name"] == "Raison Sociale"


def test_a_missing_column_or_an_unknown_field_is_refused():
    with pytest.raises(BusinessRuleError):
        check({"email": "Courriel"}, TABLE.headers, FIELDS)
    with pytest.raises(BusinessRuleError):
        check({"name": "Notes", "salary": "Notes"}, TABLE.headers, FIELDS)


def test_a_preview_shows_what_would_be_read():
    shown = preview(TABLE, guess(TABLE.headers, FIELDS), FIELDS)
    assert (shown.count, shown.unused, shown.complete) == (4, ["Notes"], True)
    assert shown.choices[0].examples == ["Alpha", "Beta"]
    assert not preview(TABLE, {}, FIELDS).complete

"""One report, three formats: the same figures, no live formula, a number and a fingerprint for each file."""

import hashlib
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import translation
from python_calamine import CalamineWorkbook

from core.exceptions import BusinessRuleError
from core.exports.report import Column, Report
from core.exports.response import export_response
from core.imports.read import read_table
from core.models import AuditEntry, ExportRecord

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 4, 11, 30, tzinfo=UTC)
COLUMNS = [
    Column("name", "Nom"),
    Column("count", "Nombre", "int"),
    Column("amount", "Montant", "money"),
    Column("rate", "Taux", "percent"),
    Column("roi", "ROI", "ratio"),
    Column("day", "Jour", "date"),
    Column("at", "À", "datetime"),
]
ROWS = [
    ("Dupont ; « fils »", 3, Decimal("1234.5"), Decimal("0.25"), None, date(2026, 11, 4), AT),
    ("=HYPERLINK(1)", -2, Decimal("-1"), None, Decimal("1.255"), None, None),
]


def report(rows=ROWS):
    return Report("Essai", COLUMNS, iter(rows), AT, filters="équipe : Nord")


def export(user, query="", rows=ROWS, language="fr"):
    request = RequestFactory().get(f"/export/{query}")
    request.user = user
    with translation.override(language):
        response = export_response(request, report(rows), filename="essai")
    content = b"".join(response.streaming_content)
    response.file_to_stream.close()
    return response, content


def test_french_csv_opens_in_a_french_spreadsheet(alice):
    response, content = export(alice)
    lines = content.decode("utf-8-sig").splitlines()
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == "Nom;Nombre;Montant;Taux (%);ROI;Jour;À"
    assert lines[1].startswith('"Dupont ; « fils »";3;1234,50;25,0;')
    assert lines[1].endswith(";2026-11-04;2026-11-04 12:30")
    assert lines[2].startswith("'=HYPERLINK(1);-2;-1,00;")
    assert lines[2].endswith(";1,26;;")
    assert "essai-" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_english_csv_has_commas_and_points(alice):
    _response, content = export(alice, language="en")
    assert ",3,1234.50,25.0,n/a," in content.decode()


def test_a_workbook_holds_typed_values_and_no_formula(alice):
    _response, content = export(alice, "?format=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sheet[1][:4] == ["Dupont ; « fils »", 3.0, 1234.5, 0.25]
    assert sheet[1][5:] == [date(2026, 11, 4), datetime(2026, 11, 4, 12, 30)]  # noqa: DTZ001
    assert sheet[2][0] == "'=HYPERLINK(1)"


def test_what_is_exported_is_imported_as_it_was(alice):
    for kind in ("csv", "xlsx"):
        table = read_table(export(alice, f"?format={kind}")[1])
        assert [row[0] for row in table.rows] == [row[0] for row in ROWS]


def test_every_file_has_a_number_a_fingerprint_and_a_line_in_the_trail(alice):
    first, content = export(alice, "?format=csv")
    second, _content = export(alice, "?format=pdf")
    record = ExportRecord.objects.get(number=int(first["X-Export-Number"][1:]))
    assert record.sha256 == hashlib.sha256(content).hexdigest()
    assert (record.rows, record.format, record.by, record.filters) == (2, "csv", alice, "équipe : Nord")
    assert first["X-Export-Number"] != second["X-Export-Number"]
    assert AuditEntry.objects.filter(action="export.made", actor=alice).count() == 2


def test_a_list_is_printed_and_one_too_long_is_refused(alice):
    _response, content = export(alice, "?format=pdf")
    assert content.startswith(b"%PDF")
    with pytest.raises(BusinessRuleError):
        export(alice, "?format=pdf", rows=ROWS * 2501)
    assert export(alice, "?format=pdf", rows=[])[1].startswith(b"%PDF")


def test_only_operations_take_texts_without_protection(alice, odile, nora):
    with pytest.raises(PermissionDenied):
        export(alice, "?raw=1")
    with pytest.raises(PermissionDenied):
        export(nora)
    assert "\n=HYPERLINK(1);" in export(odile, "?raw=1")[1].decode()
    assert ExportRecord.objects.get().raw
    with pytest.raises(BusinessRuleError):
        export(odile, "?format=exe")

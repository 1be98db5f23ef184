"""Files are read by what they hold; the hostile ones are refused with a sentence."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from core.imports import xlsx
from core.imports.csv import separator
from core.imports.read import read_bytes, read_table
from core.imports.table import FileRefused


def workbook(*rows, extra=None):
    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if extra:
            extra(sheet)
    return target.getvalue()


def zipped(**parts):
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_any_usual_encoding_and_separator(encoding, mark):
    lines = ["Nom|Société|Ville", "Zoé Müller|Café d’été|Évry", "", "Ève|Forêt|Nîmes"]
    table = read_table("\r\n".join(lines).replace("|", mark).encode(encoding))
    assert table.headers == ["Nom", "Société", "Ville"]
    assert table.rows == [["Zoé Müller", "Café d’été", "Évry"], ["Ève", "Forêt", "Nîmes"]]


def test_the_separator_may_be_announced():
    assert separator("sep=|\nA;B|C") == "|"
    assert read_table(b"sep=|\nA|B\n1;2|3").rows == [["1;2", "3"]]


def test_headers_are_named_and_short_rows_completed():
    table = read_table(b"Nom;;Nom;\nA;B\n'=1+1;C;D;E;F")
    assert (table.headers[0], table.headers[2]) == ("Nom", "Nom (3)")
    assert table.rows == [["A", "B", ""], ["=1+1", "C", "D"]]


def test_a_workbook_is_read_as_people_see_it():
    content = workbook(
        ["Nom", "Effectif", "CA", "Actif"], ["Ève", 12, 1.5, True], ["", None, None, None], ["'+33", 0, 0, False]
    )
    assert read_table(content).rows == [["Ève", "12", "1.5", "1"], ["+33", "0", "0", "0"]]


def far_cell(sheet):
    sheet.write(1_048_575, 16_383, "far")


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
HOSTILE = {
    "empty": b"",
    "blank lines": b"\n\n;;;\n",
    "old excel": b"\xd0\xcf\x11\xe0" + b"\x00" * 100,
    "pdf": b"%PDF-1.7 ...",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "cut workbook": workbook(["a"], ["b"])[:400],
    "zip without workbook": zipped(readme=b"hello"),
    "zip bomb": zipped(xl__workbook_xml=b"0" * 30_000_000),
    "many entries": zipped(**{f"part{n}": b"" for n in range(300)}),
    "entities": zipped(xl__workbook_xml=ENTITIES),
    "far cell": workbook(["a"], extra=far_cell),
    "unclosed quote": b'a;b\n"' + b"x" * 200_000,
    "too many columns": b";".join(b"c%d" % n for n in range(300)),
    "ten thousand columns": b";".join(b"c%d" % n for n in range(10_000)) + b"\n1\n",
    "one endless line": b"a;b\n" + b"x;" * 600_000,
    "an endless cell": b"a;b\n" + b"x" * 1_200_000,
    "a picture": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
    "zeros between lines": b"a;b\n1;2\n\x00\x00\n",
    "too many rows": b"a\n" + b"1\n" * 250_002,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name):
    with pytest.raises(FileRefused) as refusal:
        read_table(HOSTILE[name])
    assert str(refusal.value).endswith((".", "."))


def test_a_file_larger_than_the_limit_is_not_read_to_its_end(settings):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    with pytest.raises(FileRefused) as refusal:
        read_bytes(io.BytesIO(b"a" * (1024 * 1024 + 1)))
    assert refusal.value.code == "file_too_large"


def test_text_repeated_by_many_cells_is_weighed():
    content = workbook(["a"], *[["x" * 30_000] * 40] * 300)
    with pytest.raises(FileRefused):
        read_table(content)


def test_a_workbook_too_large_once_unpacked_is_sent_to_csv(monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_UNZIPPED", 1000)
    with pytest.raises(FileRefused, match="CSV") as refusal:
        read_table(workbook(["a"], ["b"]))
    assert refusal.value.code == "file_too_large"

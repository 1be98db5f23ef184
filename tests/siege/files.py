"""Files that are not what they say, that grow when opened, or that no table can be read from."""

import io
import uuid
import zipfile
import zlib

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="{}"/></Relationships>'
)
ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
MERGED = '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'


def book(sheet="", target="worksheets/sheet1.xml", **more):
    """A workbook with this sheet, and other parts beside it."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("_rels/.rels", ROOT)
        packed.writestr("xl/workbook.xml", BOOK)
        packed.writestr("xl/_rels/workbook.xml.rels", LINKS.format(target))
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in more.items():
            packed.writestr(name, content)
    return told.getvalue()


def rows(*texts):
    return SHEET.format("".join(ROW.format(number + 1, text) for number, text in enumerate(texts)))


def names(*texts, start="name"):
    return "\n".join([start, *texts]).encode()


GOOD = names("Boulangerie Dupont")
WORKBOOK = book(rows("name", "Boulangerie Dupont"))
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
PICTURE = b"\x89PNG\r\n\x1a\n" + zlib.compress(b"\0" * 5000)
FILES = {
    "empty.csv": b"",
    "blank.csv": b" \n\n\t\n",
    "only-header.csv": b"name,city\n",
    "nul.csv": b"name\nA\x00B\n",
    "all-nul.csv": b"\x00" * 10_000,
    "control.csv": b"name\n\x01\x02\x1b[31m\n",
    "utf16.csv": "name;city\nÉté;Lyon\n".encode("utf-16"),
    "utf16-be.csv": "name;city\nÉté;Lyon\n".encode("utf-16-be"),
    "utf32.csv": "name;city\nÉté;Lyon\n".encode("utf-32"),
    "bom.csv": b"\xef\xbb\xbfname\nA\n",
    "half-utf8.csv": b"name\n\xc3\n\xe2\x82\n\xff\xfe\n",
    "surrogate.csv": b"name\n\xed\xa0\x80\n",
    "latin.csv": "name\nÉté\n".encode("latin-1"),
    "wide.csv": b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"," * 9_999 + b"\n",
    "long-cell.csv": b"name\n" + b"x" * 3_000_000 + b"\n",
    "long-header.csv": b"x" * 1_000_000 + b"\n1\n",
    "many-rows.csv": b"name\n" + b"a\n" * 1_000_000,
    "quotes.csv": b'name\n"' + b'""' * 50_000 + b"\n",
    "open-quote.csv": b'name\n"never closed\n' + b"a,b\n" * 1000,
    "ragged.csv": b"name,city\n1,2,3,4,5\n1\n\n,,,,\n",
    "same-headers.csv": b"name,name,name\n1,2,3\n",
    "no-headers.csv": b",,,\n1,2,3\n",
    "carriage.csv": b"name\rA\rB\r",
    "formulas.csv": names("=1+1", "+1", "-1", "@x", "\t=1", "＝1", "'=1"),
    "markup.csv": names("<script>zqx7()</script>", "<img src=x onerror=zqx7()>", start="<u zqx7=1>"),
    "templates.csv": names("{{7*7}}", "{% debug %}", "%(x)s"),
    "numbers.csv": b"name,employees,amount\nA,1e999,NaN\nB,-1,Infinity\nC,99999999999999999999999,1e-400\n",
    "dates.csv": b"name,close_date\nA,0000-00-00\nB,9999-12-31\nC,31/02/2026\nD,99999999\n",
    "sep.csv": b"sep=|\nname|city\nA|B\n",
    "emoji.csv": names("🙂" * 500, "👩\u200d👧"),
    "html.csv": b"<html><table><tr><td>name</td></tr></table></html>",
    "json.csv": b'{"name": ["A"]}',
    "xml.xlsx": b"<?xml version='1.0'?><Workbook/>",
    "picture.xlsx": PICTURE,
    "picture.csv": PICTURE,
    "program.xlsx": b"\x7fELF" + b"\0" * 500,
    "program.csv": b"MZ" + b"\0" * 500,
    "pdf.xlsx": b"%PDF-1.7\n%\xff",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "half.xlsx": WORKBOOK[: len(WORKBOOK) // 2],
    "no-end.xlsx": WORKBOOK[:-10],
    "flipped.xlsx": WORKBOOK[:60] + bytes(255 - byte for byte in WORKBOOK[60:120]) + WORKBOOK[120:],
    "no-sheet.xlsx": book(target="worksheets/gone.xml"),
    "not-a-book.xlsx": b"PK\x03\x04" + b"\0" * 100,
    "empty-zip.xlsx": b"PK\x05\x06" + b"\0" * 18,
    "upwards.xlsx": book(rows("name"), target="../../../etc/passwd"),
    "macro.xLsX": book(rows("name", "A"), **{"xl/vbaProject.bin": "x"}),
    "name.pHaR": GOOD,
    "no-name": GOOD,
    "entities.xlsx": book(ENTITIES + rows("name", "&b;&x;")),
    "bomb.xlsx": book(SHEET.format("a" * 60_000_000)),
    "bomb-beside.xlsx": book(rows("name"), **{"xl/sharedStrings.xml": "0" * 60_000_000}),
    "many-parts.xlsx": book(rows("name"), **{f"xl/x{n}.xml": "x" for n in range(400)}),
    "far-cell.xlsx": book(SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "outside-cell.xlsx": book(SHEET.format('<row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row>')),
    "formula.xlsx": book(SHEET.format('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')),
    "error-cell.xlsx": book(SHEET.format('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')),
    "bad-string.xlsx": book(SHEET.format('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')),
    "external.xlsx": book(rows("name"), **{"xl/externalLinks/externalLink1.xml": "<x/>"}),
    "merged.xlsx": book(rows("name", "A").replace("</sheetData>", MERGED)),
    "markup.xlsx": book(rows("name", "&lt;script&gt;zqx7()&lt;/script&gt;")),
    "vcard.vcf": b"BEGIN:VCARD\nVERSION:3.0\nFN:A\n" + b"NOTE:" + b"x" * 10_000 + b"\n",
    "archive.zip": book(rows("name"), **{"inner.zip": WORKBOOK}),
}  # fmt: skip


def multipart(values, field, name, content):
    """(body, content type) of a form with one file."""
    mark = uuid.uuid5(uuid.NAMESPACE_URL, name).hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in values.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
    body = "".join(parts).encode() + head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content
    return body + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"

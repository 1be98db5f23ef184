"""No text in an export is a formula to the program that opens it."""

import csv
import io
import re
import zipfile

NUMBER = re.compile(r"^[+-]?[\d\s\u00a0\u202f.,]+\s*%?$")
LIVE = re.compile(r"^[=+\-@\t\r\x00＝＋－＠]")


def live_cells(kind, content):
    """The cells of a CSV or XLSX file that a spreadsheet would compute."""
    if "csv" in kind:
        text = content.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        return [cell for row in rows for cell in row if LIVE.match(cell) and not NUMBER.match(cell)]
    if "sheet" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
            return [name for name in sheets if b"<f>" in book.read(name) or b"<hyperlink" in book.read(name)]
    return []

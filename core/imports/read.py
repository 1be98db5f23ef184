"""Reads an uploaded file by what it holds, never by its name."""

from __future__ import annotations

import io
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from core.imports import csv, vcard, xlsx
from core.imports.table import FileRefused, Table

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
START = 4096


def read_bytes(file: IO[bytes]) -> bytes:
    """The whole content; refused beyond the limit, without reading further."""
    content = file.read(settings.IMPORT_MAX_BYTES + 1)
    refuse_large(len(content))
    return content


def refuse_large(size: int) -> None:
    """Nothing when a file of so many bytes is read."""
    if size > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
        raise FileRefused(_("This file is larger than %(limit)s MB.") % {"limit": limit}, code="file_too_large")


def read_table(content: bytes) -> Table:
    """The table in a CSV file, in the first sheet of a workbook or in an address book of vCards; read to its end."""
    table = open_table(io.BytesIO(content))
    len(table)
    return table


def is_workbook(file: IO[bytes]) -> bool:
    file.seek(0)
    return file.read(len(ZIP)) == ZIP


def open_table(file: IO[bytes]) -> Table:
    """The same of a file that stays open: its rows are read when they are asked for."""
    file.seek(0)
    start = file.read(START)
    if not start.strip():
        raise FileRefused(_("This file is empty."), code="empty_file")
    if start.startswith(OLE):
        raise FileRefused(_("This workbook is in the old Excel format or protected: save it as .xlsx or CSV."))
    if start.startswith(PDF):
        raise FileRefused(_("This is a PDF: save the list as CSV or as an Excel workbook (.xlsx)."))
    if start.startswith(ZIP):
        return xlsx.read(file)
    if vcard.is_vcard(start):
        return vcard.read(_all(file))
    return csv.read(file)


def _all(file: IO[bytes]) -> bytes:
    file.seek(0)
    return read_bytes(file)

"""Reads an uploaded file by what it holds, never by its name."""

from __future__ import annotations

import hashlib
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from core.imports import csv, vcard, xlsx
from core.imports.table import FileRefused, Table

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def read_bytes(file: IO[bytes]) -> bytes:
    """The whole content; refused beyond the limit, without reading further."""
    content = file.read(settings.IMPORT_MAX_BYTES + 1)
    if len(content) > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // 1024 // 1024
        raise FileRefused(_("This file is larger than %(limit)s MB.") % {"limit": limit}, code="file_too_large")
    return content


def read_table(content: bytes) -> Table:
    """The table in a CSV file, in the first sheet of a workbook or in an address book of vCards."""
    if not content.strip():
        raise FileRefused(_("This file is empty."), code="empty_file")
    if content.startswith(ZIP):
        return xlsx.read(content)
    if content.startswith(OLE):
        raise FileRefused(_("This workbook is in the old Excel format or protected: save it as .xlsx or CSV."))
    if content.startswith(PDF):
        raise FileRefused(_("This is a PDF: save the list as CSV or as an Excel workbook (.xlsx)."))
    if vcard.is_vcard(content):
        return vcard.read(content)
    return csv.read(content)


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""What tells one file from another, whatever they are called."""

from __future__ import annotations

import hashlib
from typing import IO


def fingerprint_of(file: IO[bytes]) -> str:
    """SHA-256 of the whole file in hexadecimal digits; the file stands at its beginning afterwards."""
    file.seek(0)
    told = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return told

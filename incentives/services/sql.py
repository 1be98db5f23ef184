"""Reads the set-based statements of this floor, one file each."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "sql"


@cache
def statement(name: str) -> str:
    """The text of incentives/sql/<name>.sql."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")

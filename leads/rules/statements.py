"""The SQL statements of the floor, read from their files; nothing of a user ever enters their text."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "sql"


@cache
def load(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def roi_snapshot() -> str:
    return load("roi_snapshot").replace("{figures}", load("campaign_figures"))

"""The files of the house, for the tests that read them."""

from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = ("core", "accounts", "crm", "leads", "debrief", "incentives")
FOLDERS = ("config", *FLOORS, "templates", "static", "tests")
SKIPPED = {"__pycache__", ".mypy_cache", "node_modules"}


@cache
def tracked(*folders):
    """Every file of these folders (of the whole house when none is named), relative to its root."""
    found = []
    for folder in folders or FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and not SKIPPED & set(path.parts)]
    return sorted(path.relative_to(ROOT) for path in found)


def python_files(*folders):
    return [path for path in tracked(*folders) if path.suffix == ".py"]


def source_of(path):
    return (ROOT / path).read_text(encoding="utf-8")

"""Builds what pages load, once per change of its sources: style sheet, font, catalogues, hashed and compressed files.

`python -m config.assets` is the same step in `make setup`, in the demo and in the image.
"""

import hashlib
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = (
    "static/**/*",
    "locale/**/*.po",
    "core/management/commands/build_assets.py",
    "config/assets.py",
    "requirements.txt",
)
NOTE = PROJECT / "staticfiles" / ".built"
UNUSED = ["drf_spectacular_sidecar", "rest_framework"]


def fingerprint(patterns: tuple[str, ...]) -> str:
    """One hash over the files that decide whether a step must be done again."""
    total = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in PROJECT.glob(pattern) if path.is_file()):
        total.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def are_built() -> bool:
    """Are they those of the sources as they are now?"""
    return NOTE.exists() and NOTE.read_text(encoding="utf-8") == fingerprint(SOURCES)


def build() -> None:
    """Builds them all, readable by whoever serves them; needs no database."""
    os.umask(0o022)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    wanted = fingerprint(SOURCES)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("build_assets")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
    NOTE.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    if "--force" in sys.argv or not are_built():
        build()

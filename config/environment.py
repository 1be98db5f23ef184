"""Chooses the settings module from APP_ENV, for every way in: commands, web, worker, tests."""

import json
import os
import sys
from pathlib import Path

ENVIRONMENTS = ("demo", "prod", "test")
OWNER_COMMANDS = ("migrate", "seed")


def use_settings() -> None:
    """DJANGO_SETTINGS_MODULE names the settings of APP_ENV (default demo); an unknown one stops at once."""
    name = os.environ.get("APP_ENV") or "demo"
    if name not in ENVIRONMENTS:
        raise SystemExit(f"APP_ENV must be one of {', '.join(ENVIRONMENTS)}, not {name!r}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"config.settings.{name}")


def adopt_kept() -> None:
    """Commands given beside a running demo find its servers: `manage.py demo` notes their addresses in DATA/run."""
    if os.environ["DJANGO_SETTINGS_MODULE"] != "config.settings.demo" or sys.argv[1:2] == ["demo"]:
        return
    default = Path(__file__).resolve().parent.parent / "var"
    kept = Path(os.environ.get("APP_DATA_DIR") or default) / "run" / "environment.json"
    if not os.environ.get("DATABASE_URL") and os.access(kept, os.R_OK):
        for variable, value in json.loads(kept.read_text(encoding="utf-8")).items():
            os.environ.setdefault(variable, value)


def use_owner() -> None:
    """Commands that change tables log in with DATABASE_URL_OWNER and act as app_owner; all others keep app_rw."""
    adopt_kept()
    owner = os.environ.get("DATABASE_URL_OWNER")
    if owner and sys.argv[1:2] and sys.argv[1] in OWNER_COMMANDS:
        os.environ["DATABASE_URL"] = owner
        os.environ["DATABASE_ROLE"] = "app_owner"

"""Chooses the settings module from APP_ENV, for every way in: commands, web, worker, tests."""

import os
import sys

ENVIRONMENTS = ("demo", "prod", "test")
OWNER_COMMANDS = ("migrate",)


def use_settings() -> None:
    """DJANGO_SETTINGS_MODULE names the settings of APP_ENV (default demo); an unknown one stops at once."""
    name = os.environ.get("APP_ENV") or "demo"
    if name not in ENVIRONMENTS:
        raise SystemExit(f"APP_ENV must be one of {', '.join(ENVIRONMENTS)}, not {name!r}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"config.settings.{name}")


def use_owner() -> None:
    """Commands that change tables log in with DATABASE_URL_OWNER and act as app_owner; all others keep app_rw."""
    owner = os.environ.get("DATABASE_URL_OWNER")
    if owner and sys.argv[1:2] and sys.argv[1] in OWNER_COMMANDS:
        os.environ["DATABASE_URL"] = owner
        os.environ["DATABASE_ROLE"] = "app_owner"

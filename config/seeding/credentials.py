"""Writes who can sign in, with what, and whose rows are whose, for demos and for outside checks."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from knox.models import get_token_model

from config.seeding.people import Cast, password_of


def write_credentials(cast: Cast, objects: dict[str, dict[str, list[int]]], seed: int, *, cheats: list[str]) -> Path:
    """DATA/credentials.json (0600): people by short name with what signs them in, objects by kind and owner."""
    users: dict[str, Any] = {}
    for name, user in cast.named.items():
        token = get_token_model().objects.create(user=user)[1] if user.is_active else ""
        users[name] = {
            "email": user.email,
            "role": user.role,
            "team": user.team.name if user.team else None,
            "password": password_of(name, seed),
            "token": token,
            "active": user.is_active,
        }
    folder = settings.APP_DATA_DIR
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "credentials.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        told = {"contract": 1, "users": users, "objects": objects}
        json.dump(told | ({"cheats": cheats} if cheats else {}), file, indent=1, ensure_ascii=False)
    return path

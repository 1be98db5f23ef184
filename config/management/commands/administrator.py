"""Creates the first operations administrator of an empty installation, who then invites everybody else."""

import json
import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.services.roles import put_in_group
from config.starting import furnish
from core import audit, clock


class Command(BaseCommand):
    help = "Creates the first operations administrator (her password: DATA/credentials.json, 0600), reasons and plans."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default="adm_1@example.test")
        parser.add_argument("--name", default="Odile Garnier")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are people already: let one of them invite the others.", returncode=1)
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            email=options["email"].lower(),
            password=password,
            name=options["name"],
            role=Role.OPERATIONS,
            is_staff=True,
            joined_on=clock.local_day(),
        )
        put_in_group(user)
        audit.record("user.created", user, by=None, after={"role": user.role})
        furnish(by=user, now=clock.now())
        self.keep(user, password)

    def keep(self, user: User, password: str) -> None:
        person = {
            "email": user.email,
            "role": user.role,
            "team": None,
            "password": password,
            "token": "",
            "active": True,
        }
        settings.APP_DATA_DIR.mkdir(parents=True, exist_ok=True)
        path = settings.APP_DATA_DIR / "credentials.json"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"contract": 1, "users": {"adm_1": person}, "objects": {}}, file, indent=1)
        self.stdout.write(f"{user.email} may sign in; her password is in {path}")

"""Makes Django's groups equal to accounts.roles; runs at each deploy and once per test run."""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.core.management.base import BaseCommand, CommandError

from accounts.services.roles import sync_roles


class Command(BaseCommand):
    help = "Makes Django's groups equal to the table of accounts/roles.py, and every person's group equal to her role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tolerate-missing", action="store_true", help="For tests of a part of the house.")

    def handle(self, *args: Any, **options: Any) -> None:
        for app in apps.get_app_configs():
            create_permissions(app, verbosity=0)
        missing = sync_roles()
        if missing and not (options["tolerate_missing"] or settings.APP_ENV == "test"):
            raise CommandError(f"Permissions of accounts/roles.py that no model declares: {', '.join(missing)}")
        if options["verbosity"]:
            self.stdout.write("Groups and permissions agree with accounts/roles.py.")

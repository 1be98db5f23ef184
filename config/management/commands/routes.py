"""Lists every route the site answers to, from the resolver itself."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import policy


class Command(BaseCommand):
    help = "Every route: name and path."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        routes = [{"name": name, "path": "/" + path.replace("^", "").rstrip("$")} for name, path in policy.walk()]
        if options["json"]:
            self.stdout.write(json.dumps(routes))
            return
        for route in routes:
            self.stdout.write(f"{route['name']:<40} {route['path']}")

"""Lists every route the site answers to, from the resolver itself."""

import json
from typing import Any

from core import policy
from core.commands import ContractCommand


class Command(ContractCommand):
    help = "Every route: name and path."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        routes = [{"name": name, "path": "/" + path.replace("^", "").rstrip("$")} for name, path in policy.walk()]
        if options["json"]:
            self.stdout.write(json.dumps(routes))
            return
        for route in routes:
            self.stdout.write(f"{route['name']:<40} {route['path']}")

"""Prints who may use which route, and fails when a route and the policy disagree."""

import json
from typing import Any

from django.core.management.base import CommandError

from core import policy
from core.commands import ContractCommand


class Command(ContractCommand):
    help = "The table of rights by route; exit code 1 when a route has no line or a line has no route."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        names = sorted({name for name, _path in policy.walk()})
        lines = {name: self.line(found) for name in names if (found := policy.route(name))}
        if options["json"]:
            self.stdout.write(json.dumps(lines))
        else:
            self.show(lines)
        if unlisted := policy.unlisted():
            raise CommandError(f"Routes without a line in any policy.py: {', '.join(unlisted)}", returncode=1)
        if stale := self.without_route(names):
            raise CommandError(f"Lines of a policy.py without a route: {', '.join(stale)}", returncode=1)

    def line(self, route: policy.Route) -> dict[str, Any]:
        roles = {role: route.roles.get(role, "none") for role in policy.ROLES}
        return {
            "methods": list(route.methods),
            "permission": route.permission,
            "roles": roles,
            "anon": route.anon,
            "write": route.write,
        }

    def without_route(self, names: list[str]) -> list[str]:
        """Lines that name no route any more; a name that ends with * must match one at least."""
        stale = []
        for key in policy.collect():
            known = any(name.startswith(key[:-1]) for name in names) if key.endswith("*") else key in names
            if not known:
                stale.append(key)
        return sorted(stale)

    def show(self, lines: dict[str, dict[str, Any]]) -> None:
        for name, line in lines.items():
            roles = " ".join(f"{role}={scope}" for role, scope in line["roles"].items() if scope != "none")
            self.stdout.write(f"{name:<40} {','.join(line['methods']):<10} {'anybody' if line['anon'] else roles}")

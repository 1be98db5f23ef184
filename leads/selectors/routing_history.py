"""The versions of the routing rules, each with what it changed; and what every rep can take today."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from leads.models import LeadCapacity, RoutingRule, RoutingVersion
from leads.models.routing_pool import candidates

SHOWN = 50


@dataclass(frozen=True)
class VersionLine:
    """One version: the rules added, and for those changed the names of what changed."""

    version: RoutingVersion
    added: list[str]
    changed: list[tuple[str, list[Any]]]


@dataclass(frozen=True)
class CapacityLine:
    rep: User
    open_leads: int
    received_today: int
    capacity: int | None
    quota: int | None
    blocked: str


def versions() -> list[VersionLine]:
    rows = list(RoutingVersion.objects.select_related("by")[: SHOWN + 1])
    older = [*rows[1:], None][: len(rows)]
    return [_line(row, before) for row, before in zip(rows, older, strict=True)][:SHOWN]


def _line(row: RoutingVersion, before: RoutingVersion | None) -> VersionLine:
    known = {entry["id"]: entry for entry in before.rules} if before else {}
    added = [entry["name"] for entry in row.rules if entry["id"] not in known] if before else []
    changed = [
        (entry["name"], names)
        for entry in row.rules
        if (names := _differences(known.get(entry["id"], entry), entry))
    ]  # fmt: skip
    return VersionLine(row, added, changed)


def _differences(old: dict[str, Any], new: dict[str, Any]) -> list[Any]:
    return [
        RoutingRule._meta.get_field(name.removesuffix("_id")).verbose_name  # type: ignore[union-attr]
        for name, value in new.items()
        if old.get(name) != value
    ]


def capacities(now: Any) -> list[CapacityLine]:
    """Every active rep with what they carry, received today, and can take."""
    people = candidates(now)
    users = User.objects.select_related("team").in_bulk([person.id for person in people])
    lines = [
        CapacityLine(
            users[person.id], person.open_leads, person.received_today, person.capacity, person.quota, person.blocked
        )
        for person in people
    ]
    return sorted(lines, key=lambda line: (str(line.rep.team or ""), line.rep.name, line.rep.pk))


def capacity_of(rep: User) -> LeadCapacity:
    return LeadCapacity.objects.filter(rep=rep).first() or LeadCapacity(rep=rep)

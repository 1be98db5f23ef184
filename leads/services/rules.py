"""The routing rules: written, ordered, switched on and off; each change is a version that can be brought back."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from leads.models import LeadCapacity, RoutingRule, RoutingVersion

STEP = 10
KEPT = (
    "rank", "name", "campaign_id", "territory", "sector", "min_employees", "max_employees", "method", "team_id",
    "rep_id", "active",
)  # fmt: skip
LOCK = 7745


@transaction.atomic
def save_rule(rule: RoutingRule, *, by: User, now: datetime | None = None) -> RoutingRule:
    """The rule is as typed, from the next lead on."""
    _one_at_a_time()
    verb = "changed" if rule.pk else "added"
    before = RoutingRule.objects.filter(pk=rule.pk).values(*KEPT).first() or {}
    rule.full_clean()
    rule.save()
    after = {name: getattr(rule, name) for name in KEPT}
    changed = {name for name in KEPT if before.get(name) != after[name]}
    audit.record(
        f"routing_rule.{verb}", rule, by=by, before={name: before.get(name) for name in changed if before},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    _version(by=by, now=now)
    return rule


@transaction.atomic
def move_rule(rule: RoutingRule, *, by: User, to: int, now: datetime | None = None) -> list[RoutingRule]:
    """The rule stands at this place, 1 being the first; the others close up."""
    _one_at_a_time()
    rows = list(RoutingRule.objects.select_for_update().order_by("rank", "pk"))
    places = [row.pk for row in rows]
    if rule.pk not in places:
        raise BusinessRuleError(_("This rule no longer exists."), code="rule_gone")
    before = places.index(rule.pk)
    moved = rows.pop(before)
    to = max(1, min(to, len(places)))
    rows.insert(to - 1, moved)
    for number, row in enumerate(rows, start=1):
        row.rank = number * STEP
    RoutingRule.objects.bulk_update(rows, ["rank"])
    audit.record("routing_rule.moved", moved, by=by, before={"place": before + 1}, after={"place": to})
    _version(by=by, now=now)
    return rows


@transaction.atomic
def switch_rule(rule: RoutingRule, *, by: User, active: bool, now: datetime | None = None) -> RoutingRule:
    """The rule decides, or is left out until it is switched on again."""
    _one_at_a_time()
    fresh: RoutingRule = RoutingRule.objects.select_for_update().get(pk=rule.pk)
    if fresh.active != active:
        fresh.active = active
        fresh.save(update_fields=["active", "updated_at"])
        verb = "switched_on" if active else "switched_off"
        audit.record(f"routing_rule.{verb}", fresh, by=by, before={"active": not active}, after={"active": active})
        _version(by=by, now=now)
    return fresh


@transaction.atomic
def restore_version(version: RoutingVersion, *, by: User, now: datetime | None = None) -> int:
    """The rules are those of this version; a rule written since is switched off, none is lost."""
    _one_at_a_time()
    rows = {row.pk: row for row in RoutingRule.objects.select_for_update()}
    told = {entry["id"]: entry for entry in version.rules}
    for pk, row in rows.items():
        values = told.get(pk, {"active": False})
        for name in KEPT:
            if name in values:
                setattr(row, name, values[name])
        row.full_clean()
    RoutingRule.objects.bulk_update(rows.values(), KEPT)
    audit.record("routing.restored", version, by=by, after={"version": version.number})
    _version(by=by, now=now)
    return len(told)


@transaction.atomic
def set_capacity(rep: User, *, by: User, open_leads: int | None = None, daily_quota: int | None = None) -> LeadCapacity:
    """What this rep can take, from the next lead on; nothing typed is no limit."""
    row = LeadCapacity.objects.select_for_update().filter(rep=rep).first() or LeadCapacity(rep=rep)
    before = {"open_leads": row.open_leads, "daily_quota": row.daily_quota}
    row.open_leads, row.daily_quota = open_leads, daily_quota
    row.full_clean()
    row.save()
    after = {"open_leads": open_leads, "daily_quota": daily_quota}
    audit.record("lead_capacity.changed", row, by=by, before=before, after=after)
    return row


def _one_at_a_time() -> None:
    """Two people who order the rules at once queue up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _version(*, by: User, now: datetime | None) -> RoutingVersion:
    rows: list[dict[str, Any]] = list(RoutingRule.objects.order_by("rank", "pk").values("id", *KEPT))
    last = RoutingVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return RoutingVersion.objects.create(number=last + 1, at=now or clock.now(), by=by, rules=rows)

"""Who receives a lead, and why: the owner of the company first, then the first rule that matches."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Prospect:
    """What routing looks at in a lead."""

    campaign_id: int | None
    postcode: str
    sector: str
    employees: int | None
    company_owner_id: int | None


@dataclass(frozen=True)
class Rule:
    id: int
    name: str
    campaign_id: int | None
    territory: str
    sector: str
    min_employees: int | None
    max_employees: int | None
    method: str
    team_id: int | None
    rep_id: int | None


@dataclass(frozen=True)
class Candidate:
    """A rep who may receive leads, with what he or she already carries."""

    id: int
    team_id: int | None
    open_leads: int
    last_received: float


@dataclass(frozen=True)
class Route:
    """The answer: a rep and a team, the rule that decided, and a code that says why."""

    rep_id: int | None
    team_id: int | None
    rule_id: int | None
    why: str


UNASSIGNED_NO_RULE = Route(None, None, None, "no_rule")


def choose(prospect: Prospect, rules: Sequence[Rule], people: Sequence[Candidate]) -> Route:
    """The first rule that matches and finds somebody; the owner of the company goes before all rules."""
    by_id = {person.id: person for person in people}
    if prospect.company_owner_id in by_id:
        owner = by_id[prospect.company_owner_id]
        return Route(owner.id, owner.team_id, None, "company_owner")
    matching = [rule for rule in rules if matches(rule, prospect)]
    for rule in matching:
        if found := apply(rule, people):
            return found
    return Route(None, None, matching[0].id, "nobody_free") if matching else UNASSIGNED_NO_RULE


def matches(rule: Rule, prospect: Prospect) -> bool:
    return (
        (rule.campaign_id is None or rule.campaign_id == prospect.campaign_id)
        and in_territory(rule.territory, prospect.postcode)
        and (not rule.sector or rule.sector.casefold() == prospect.sector.casefold())
        and in_size(rule, prospect.employees)
    )


def in_territory(territory: str, postcode: str) -> bool:
    prefixes = [part.strip() for part in territory.split(",") if part.strip()]
    return not prefixes or any(postcode.startswith(prefix) for prefix in prefixes)


def in_size(rule: Rule, employees: int | None) -> bool:
    if rule.min_employees is None and rule.max_employees is None:
        return True
    if employees is None:
        return False
    return (rule.min_employees or 0) <= employees and (rule.max_employees is None or employees <= rule.max_employees)


def apply(rule: Rule, people: Sequence[Candidate]) -> Route | None:
    if rule.method == "owner":
        return None
    if rule.method == "rep":
        named = [person for person in people if person.id == rule.rep_id]
        return Route(named[0].id, named[0].team_id, rule.id, "rep") if named else None
    team = [person for person in people if person.team_id == rule.team_id]
    if not team:
        return None
    first = min(team, key=lambda person: (person.open_leads, person.last_received, person.id))
    return Route(first.id, first.team_id, rule.id, "round_robin")

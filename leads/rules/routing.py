"""Who receives a lead, and why: the owner of the company first, then the first rule that matches and finds somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

USUAL_CAPACITY = 20
IN_TURN, BY_CAPACITY, FEWEST = "round_robin", "weighted", "fewest"


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
    """A rep who may receive leads: what he or she carries, received today, and can take."""

    id: int
    team_id: int | None
    open_leads: int = 0
    last_received: float = 0.0
    received_today: int = 0
    capacity: int | None = None
    quota: int | None = None
    share: Fraction = Fraction(1)
    away: bool = False

    @property
    def blocked(self) -> str:
        """Why this person receives nothing now; empty when nothing prevents it."""
        if self.away:
            return "away"
        if self.quota is not None and self.received_today >= self.quota:
            return "quota"
        if self.capacity is not None and self.open_leads >= self.capacity:
            return "full"
        return ""

    @property
    def load(self) -> Fraction:
        """The share of what he or she can carry once this lead is added; part time carries less."""
        return Fraction(self.open_leads + 1) / ((self.capacity or USUAL_CAPACITY) * (self.share or 1))


@dataclass(frozen=True)
class Route:
    """The answer: a rep and a team, the rule that decided, and a code that says why."""

    rep_id: int | None
    team_id: int | None
    rule_id: int | None
    why: str


UNASSIGNED_NO_RULE = Route(None, None, None, "no_rule")


def choose(
    prospect: Prospect, rules: Sequence[Rule], people: Sequence[Candidate], *, owner_first: bool = True
) -> Route:
    """The first rule that matches and finds somebody; `owner_first` when no rule says where the owner comes."""
    if owner_first and (owner := _owner(prospect, people)) and owner.blocked not in ("away", "full"):
        return Route(owner.id, owner.team_id, None, "company_owner")
    causes: list[tuple[Rule, str]] = []
    for rule in rules:
        if not why_not(rule, prospect):
            found, cause = apply(rule, prospect, people)
            if found:
                return found
            causes.append((rule, cause))
    told = [(rule, cause) for rule, cause in causes if cause != "no_owner"]
    return Route(None, None, told[0][0].id, told[0][1]) if told else UNASSIGNED_NO_RULE


def matches(rule: Rule, prospect: Prospect) -> bool:
    return not why_not(rule, prospect)


def why_not(rule: Rule, prospect: Prospect) -> str:
    """The first condition of the rule that the lead does not meet; empty when it meets them all."""
    if rule.campaign_id is not None and rule.campaign_id != prospect.campaign_id:
        return "other_campaign"
    if not in_territory(rule.territory, prospect.postcode):
        return "other_territory" if prospect.postcode else "no_postcode"
    if rule.sector and rule.sector.casefold() != prospect.sector.casefold():
        return "other_sector" if prospect.sector else "no_sector"
    if not in_size(rule, prospect.employees):
        return "no_size" if prospect.employees is None else "other_size"
    return ""


def in_territory(territory: str, postcode: str) -> bool:
    prefixes = [part.strip() for part in territory.split(",") if part.strip()]
    return not prefixes or any(postcode.startswith(prefix) for prefix in prefixes)


def in_size(rule: Rule, employees: int | None) -> bool:
    if rule.min_employees is None and rule.max_employees is None:
        return True
    if employees is None:
        return False
    return (rule.min_employees or 0) <= employees and (rule.max_employees is None or employees <= rule.max_employees)


def apply(rule: Rule, prospect: Prospect, people: Sequence[Candidate]) -> tuple[Route | None, str]:
    """Who this rule gives the lead to; or nobody, and why."""
    if rule.method == "owner":
        owner = _owner(prospect, people)
        if owner is None or owner.blocked in ("away", "full"):
            return None, "no_owner"
        return Route(owner.id, owner.team_id, rule.id, "company_owner"), ""
    if rule.method == "rep":
        asked = [person for person in people if person.id == rule.rep_id]
    else:
        asked = [person for person in people if person.team_id == rule.team_id]
    free = [person for person in asked if not person.blocked]
    if not free:
        return None, _cause(asked)
    best = min(free, key=ORDERS.get(rule.method, by_turn))
    return Route(best.id, best.team_id, rule.id, rule.method), ""


def by_turn(person: Candidate) -> tuple[float, int]:
    """The one who has waited longest for a lead."""
    return person.last_received, person.id


def by_capacity(person: Candidate) -> tuple[Fraction, float, int]:
    return person.load, person.last_received, person.id


def by_fewest(person: Candidate) -> tuple[int, float, int]:
    return person.open_leads, person.last_received, person.id


ORDERS = {IN_TURN: by_turn, BY_CAPACITY: by_capacity, FEWEST: by_fewest}


def _owner(prospect: Prospect, people: Iterable[Candidate]) -> Candidate | None:
    """The owner of the company, whatever the quota of the day: a client keeps one face."""
    return next((person for person in people if person.id == prospect.company_owner_id), None)


def _cause(asked: Sequence[Candidate]) -> str:
    """One cause when everybody has the same, else the general one."""
    causes = {person.blocked for person in asked}
    return f"nobody_{causes.pop()}" if len(causes) == 1 else "nobody_free"

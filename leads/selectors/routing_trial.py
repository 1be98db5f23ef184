"""A dry run of the rules over real leads: which rule takes each, who would get it, or why nobody; none is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from leads.choices import QUALIFIED_AND_AFTER, LeadState
from leads.models import Lead, RoutingRule
from leads.models.routing_pool import candidates, owner_comes_first, prospect_of, rules_in_force
from leads.rules import routing
from leads.selectors.routing_words import rule_missed, sentence

MOST = 200
WAITING, RECENT = "waiting", "recent"


@dataclass(frozen=True)
class TrialLine:
    """One lead of the dry run."""

    lead: Lead
    rep: User | None
    rule: str
    why: str
    missed: list[str]


@dataclass(frozen=True)
class Trial:
    lines: list[TrialLine]
    by_rule: list[tuple[str, int]]
    by_rep: list[tuple[User, int]]
    nobody: int

    @property
    def placed(self) -> int:
        return len(self.lines) - self.nobody


def leads_to_try(user: User, which: str) -> QuerySet[Lead]:
    """Qualified leads that wait for a rep; or the last ones qualified, whoever has them today."""
    rows: QuerySet[Lead] = Lead.objects.visible_to(user).select_related("campaign", "company", "owner")
    if which == RECENT:
        return rows.filter(state__in=QUALIFIED_AND_AFTER).order_by("-captured_at", "-pk")[:MOST]
    return rows.filter(state=LeadState.QUALIFIED).order_by("captured_at", "pk")[:MOST]


def trial(leads: Iterable[Lead], *, now: datetime, trying: int | None = None) -> Trial:
    """The leads one after the other, each one counted for whoever gets it, as routing them now would."""
    rules, first = rules_in_force(trying), owner_comes_first()
    people = {person.id: person for person in candidates(now)}
    names = {rule.id: rule.name for rule in rules}
    users = User.objects.select_related("team").in_bulk(people)
    lines, by_rule, by_rep = [], Counter[str](), Counter[int]()
    for turn, lead in enumerate(leads, start=1):
        prospect = prospect_of(lead)
        route = routing.choose(prospect, rules, list(people.values()), owner_first=first)
        rule = names.get(route.rule_id or 0, "")
        if route.rep_id is not None:
            people[route.rep_id] = _with_one_more(people[route.rep_id], now, turn)
            by_rep[route.rep_id] += 1
            by_rule[rule] += 1
        lines.append(
            TrialLine(
                lead, users.get(route.rep_id or 0), rule, sentence(f"{route.why}:{rule}" if rule else route.why),
                [] if route.rep_id else missed(prospect, rules),
            )
        )  # fmt: skip
    return Trial(
        lines=lines,
        by_rule=by_rule.most_common(),
        by_rep=[(users[pk], count) for pk, count in by_rep.most_common()],
        nobody=sum(line.rep is None for line in lines),
    )


def _with_one_more(person: routing.Candidate, now: datetime, turn: int) -> routing.Candidate:
    """As after receiving a lead; `turn` keeps those received in one run in their order."""
    return replace(
        person, open_leads=person.open_leads + 1, received_today=person.received_today + 1,
        last_received=now.timestamp() + turn / 1_000_000,
    )  # fmt: skip


def missed(prospect: routing.Prospect, rules: Iterable[routing.Rule]) -> list[str]:
    """For each rule that does not take the lead, the condition it does not meet."""
    return [rule_missed(rule.name, why) for rule in rules if (why := routing.why_not(rule, prospect))]


def reasons_today(leads: Iterable[Lead]) -> dict[int, list[str]]:
    """Why no rule of today takes each of these leads; nothing for one that a rule would take."""
    rules = rules_in_force()
    return {lead.pk: missed(prospect_of(lead), rules) for lead in leads}


def may_be_tried() -> QuerySet[RoutingRule]:
    """Rules that are switched off: one of them may take part in the dry run."""
    return RoutingRule.objects.filter(active=False).order_by("rank", "pk")

"""What a note proposes, read against the names the CRM knows; nothing is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from crm.models import Company, Competitor, Contact, Product
from crm.models.guard import rules_in_force
from crm.rules.guard import check
from crm.rules.matching import company_key, fold
from debrief.models import Visit
from debrief.rules.quick_note import Lists, Proposal, Reading, read_note

LONGEST_NAME = 6  # words
MOST_KEYS = 400
MOST_COMPANIES = 30


@dataclass(frozen=True)
class NoteProposals:
    rows: list[Proposal]
    companies: list[int]
    stopped: int

    @property
    def is_empty(self) -> bool:
        return not self.rows


def read_for(user: User, text: str, today: date, home: Company | None = None) -> Reading:
    return read_note(text, today=today, lists=lists_for(user, text, home))


def lists_for(user: User, text: str, home: Company | None = None) -> Lists:
    """Competitors and products of the lists, and the companies she may see whose name the note says."""
    rivals = [(rival.pk, way) for rival in Competitor.objects.visible_to(user) for way in rival.spellings]
    goods = Product.objects.visible_to(user).values_list("pk", "name")
    known = Company.objects.visible_to(user).filter(merged_into=None, name_key__in=keys_in(text))
    if home:
        known = known.exclude(pk=home.pk)
    companies = known.order_by("pk").values_list("pk", "name")[:MOST_COMPANIES]
    return Lists(companies=tuple(companies), competitors=tuple(rivals), products=tuple(goods))


def keys_in(text: str) -> set[str]:
    """The keys of every run of words that could be a company's name; a word alone only with a capital."""
    keys: set[str] = set()
    for part in re.split(r"[.;:!?\n()]+", text):
        tokens = re.findall(r"[^\s,]+", part)
        for start in range(len(tokens)):
            for end in range(start + 1, min(start + LONGEST_NAME, len(tokens)) + 1):
                run = " ".join(tokens[start:end])
                if any(letter.isupper() for letter in run) and len(keys) < MOST_KEYS:
                    keys.add(company_key(run))
    return {key for key in keys if len(key) > 2}


def note_proposals(user: User, visit: Visit, text: str, contacts: Iterable[Contact] = ()) -> NoteProposals:
    """Each thing to keep, change or drop; words that the guard stops are never proposed."""
    reading = read_for(user, text, visit.debrief.work_date, visit.company if visit.company_id else None)
    by_name = {fold(contact.name): contact for contact in contacts}
    rows, stopped, rules = [], 0, rules_in_force()
    for row in reading.proposals:
        if check(row.value, rules) or check(row.role, rules):
            stopped += 1
            continue
        rows.append(known_person(row, by_name) if row.what == "person" else row)
    return NoteProposals(rows, list(dict.fromkeys(one.key for one in reading.companies)), stopped)


def known_person(row: Proposal, by_name: dict[str, Contact]) -> Proposal:
    """Somebody whom the CRM holds at that company, and of whom the note says nothing more, is only ticked."""
    contact = by_name.get(fold(row.name))
    if contact is None or row.phone or row.email:
        return row
    return replace(row, contact=contact.pk)

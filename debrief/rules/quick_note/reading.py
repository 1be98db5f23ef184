"""Reads a note: first what it names, then what each clause says, then the proposals."""

from datetime import date

from debrief.rules.quick_note.amounts import amounts
from debrief.rules.quick_note.contacts import Found, emails, phones
from debrief.rules.quick_note.cues import CUES, PAST, SOLD, STEPS
from debrief.rules.quick_note.dates import days
from debrief.rules.quick_note.names import Listed, Person, listed, people
from debrief.rules.quick_note.shape import Lists, Proposal, Reading
from debrief.rules.quick_note.text import Span, clauses, plain

SPOKEN = ("objection", "project", "need", "opinion", "equipment")
FAR = 80  # letters between a name and the number that goes with it
MOST = 500


def read_note(text: str, *, today: date, lists: Lists | None = None, region: str = "FR") -> Reading:
    """What a note of that day names and proposes; nothing is kept until somebody says so."""
    lists = lists or Lists()
    folded = plain(text)
    numbers, addresses = phones(text, region, ("GB",)), emails(folded)
    taken = [found.span for found in (*numbers, *addresses)]
    competitors = listed(folded, lists.competitors)
    companies = [c for c in listed(folded, lists.companies) if not any(c.span.meets(o.span) for o in competitors)]
    products = listed(folded, lists.products)
    named = [one.span for one in (*companies, *competitors, *products)]
    money = [a for a in amounts(folded) if not any(a.span.meets(span) for span in [*taken, *named])]
    busy = [*taken, *named, *(a.span for a in money)]
    dated = [d for d in days(folded, today) if not any(d.span.meets(span) for span in busy)]
    persons = people(text, [*busy, *(d.span for d in dated)])
    reading = Reading(persons, numbers, addresses, companies, competitors, products, money, dated)
    return Reading(**(vars(reading) | {"proposals": proposals(text, reading)}))


def proposals(text: str, seen: Reading) -> list[Proposal]:
    found = people_met(seen)
    kept: list[Span] = [one.span for one in (*seen.phones, *seen.emails)]
    kept += [one.span for one in seen.amounts] + [one.span for one in seen.dates]
    kept += [one.span for one in seen.people]
    kept += [one.span for one in (*seen.companies, *seen.competitors, *seen.products)]
    for part in clauses(text, kept):
        found += said(text[part.start : part.end][:MOST], part, seen)
    steps = [one for one in found if one.what == "next_step"]
    return [one for one in found if one.what != "next_step"] + steps[:1]


def people_met(seen: Reading) -> list[Proposal]:
    """Each person with the numbers that follow her name; a number of nobody is the company's."""
    rows: list[Proposal] = []
    numbers, addresses = owned(seen.people, seen.phones), owned(seen.people, seen.emails)
    for index, person in enumerate(seen.people):
        phone, email = numbers.get(index, ""), addresses.get(index, "")
        rows.append(Proposal("person", person.name, name=person.name, role=person.role, phone=phone, email=email))
    nobodys = [one.value for one in seen.emails if one.value not in addresses.values()]
    rows += [Proposal("person", name, name=name, email=email) for email in nobodys if (name := name_in(email))]
    companys = [one.value for one in seen.phones if one.value not in numbers.values()]
    return rows + [Proposal("record", number, field="phone") for number in companys]


def owned(persons: list[Person], found: list[Found]) -> dict[int, str]:
    """{number of the person: value}: the last person named before it, else the first one after."""
    owners: dict[int, str] = {}
    for one in found:
        before = [i for i, p in enumerate(persons) if p.span.end <= one.span.start <= p.span.end + FAR]
        after = [i for i, p in enumerate(persons) if one.span.end <= p.span.start <= one.span.end + FAR]
        for index in (*reversed(before), *after):
            if index not in owners:
                owners[index] = one.value
                break
    return owners


def name_in(address: str) -> str:
    """paul.girard@… is Paul Girard; contact@… is nobody."""
    parts = address.split("@")[0].replace("_", ".").split(".")
    return " ".join(part.capitalize() for part in parts) if len(parts) == 2 and all(map(str.isalpha, parts)) else ""


def said(words: str, part: Span, seen: Reading) -> list[Proposal]:
    """What one clause says: prices and competitors, one thing spoken of, a next step, an amount of ours."""
    folded = plain(words)
    rivals = [one for one in seen.competitors if part.holds(one.span)]
    money = next((one for one in seen.amounts if part.holds(one.span)), None)
    day = next((one for one in seen.dates if part.holds(one.span)), None)
    speaker = next((p.name for p in seen.people if part.holds(p.span)), "")
    found = []
    step = next((code for code, cue in STEPS.items() if cue.search(folded)), "")
    if step and not PAST.search(folded):
        found.append(Proposal("next_step", words, step=step, on_date=day.value if day else None))
    if rivals and money:
        found.append(Proposal("price", words, amount=money.value, said_by=speaker))
    found += [Proposal("competitor", words, name=rival.name, said_by=speaker) for rival in once(rivals)]
    if money and not rivals and SOLD.search(folded):
        found.append(Proposal("amount", words, amount=money.value))
    if kind := spoken(folded):
        how = "seen" if kind == "equipment" else "heard"
        when = day.value if day and kind == "project" else None
        found.append(Proposal(kind, words, how=how, on_date=when, said_by=speaker))
    if not found and any(part.holds(one.span) for one in (*seen.companies, *seen.products)):
        found.append(Proposal("remark", words, said_by=speaker))
    return found


def once(rivals: list[Listed]) -> list[Listed]:
    return list({rival.name: rival for rival in rivals}.values())


def spoken(folded: str) -> str:
    """The one kind a clause is about: the first cue said wins, an objection before a wish."""
    places = {kind: match.start() for kind in SPOKEN if (match := CUES[kind].search(folded))}
    if not places:
        return ""
    if "objection" in places:
        return "objection"
    return min(places, key=places.__getitem__)

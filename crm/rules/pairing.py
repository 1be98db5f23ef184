"""Which rows of a list of people are the same person: exact blocking keys, then points for each thing that agrees."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import JaroWinkler

from crm.rules import matching
from crm.rules.phonetics import phonetic_key

BLOCK = 200
ALIKE = 0.88
CERTAIN = 100
THRESHOLD = 50


@dataclass(frozen=True, slots=True)
class Person:
    """What a file says of somebody, folded; empty where it says nothing."""

    key: str
    first: str = ""
    last: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    street: str = ""
    number: str = ""
    place: str = ""
    city: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    a: str
    b: str
    score: int
    reasons: Sequence[str] = field(default_factory=list)


# What each agreement is worth.
POINTS = {
    "last": 26,
    "first": 20,
    "street": 22,
    "place": 14,
    "number": 12,
    "postcode": 14,
    "city": 14,
    "company": 30,
    "email": CERTAIN,
    "phone": 60,
}
NAMES = ("first", "last")
# Colleagues share a company and its address: there another name is another person.
HOUSE = frozenset({"street", "number", "place", "city", "postcode"})
UNLIKE, APART, DOUBT = 0.7, 60, 8
EXACT = frozenset({"number", "postcode", "email", "phone"})


# Two things said together are a key: whoever shares them may be the same person.
TOGETHER = (
    ("first", "postcode"),
    ("last", "postcode"),
    ("street", "postcode"),
    ("number", "postcode"),
    ("first", "city"),
    ("last", "city"),
    ("street", "city"),
    ("number", "street"),
    ("first", "street"),
    ("last", "street"),
)


def blocks(person: Person) -> Iterator[tuple[str, str]]:
    """The exact keys under which somebody is looked up."""
    if person.email:
        yield "email", person.email
    if person.phone:
        yield "phone", person.phone
    if person.first and person.last:
        yield "surname", f"{person.last} {person.first[:1]}"
        yield "surname", f"{person.first} {person.last[:1]}"
        yield "sound", phonetic_key(f"{person.first} {person.last}")
    for one, other in TOGETHER:
        if (mine := getattr(person, one)) and (theirs := getattr(person, other)):
            yield f"{one}-{other}", f"{mine} {theirs}"


def candidates(people: Iterable[Person]) -> set[tuple[int, int]]:
    """Pairs of places that share a key; keys shared by too many say nothing."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        for key in set(blocks(person)):
            found[key].append(place)
    return {pair for places in found.values() if 1 < len(places) <= BLOCK for pair in combinations(places, 2)}


def likeness(one: Person, other: Person) -> tuple[int, list[str]]:
    """Points for what agrees, names also in the other order; and what agreed."""
    plain = _points(one, other)
    turned = Person(other.key, other.last, other.first)
    if one.first and one.last and _alike("first", one.first, turned.first) and _alike("last", one.last, turned.last):
        rest = [name for name in plain[1] if name not in NAMES]
        swapped = ["first", "last", *rest]
        return max(plain, (sum(POINTS[name] for name in swapped), swapped), key=lambda found: found[0])
    return plain


def _points(one: Person, other: Person) -> tuple[int, list[str]]:
    colleagues = bool(one.company and other.company)
    score, agreed = 0, []
    for name, points in POINTS.items():
        mine, theirs = getattr(one, name), getattr(other, name)
        if not mine or not theirs or (colleagues and name in HOUSE):
            continue
        if _alike(name, mine, theirs):
            score += points
            agreed.append(name)
        elif name in NAMES:
            apart = colleagues and JaroWinkler.similarity(mine, theirs) < UNLIKE
            score -= APART if apart else DOUBT
    return score, agreed


def _alike(name: str, mine: str, theirs: str) -> bool:
    if mine == theirs:
        return True
    return name not in EXACT and JaroWinkler.similarity(mine, theirs) >= ALIKE


def pairs(people: Sequence[Person], *, threshold: int = THRESHOLD) -> list[Pair]:
    """The pairs likely enough to be proposed, the likeliest first."""
    found = []
    for first, second in candidates(people):
        one, other = people[first], people[second]
        score, agreed = likeness(one, other)
        if (score >= threshold and len(agreed) > 1) or "email" in agreed:
            found.append(Pair(one.key, other.key, min(score, CERTAIN), agreed))
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def make_person(key: str, values: dict[str, str]) -> Person:
    """Somebody from the cells of a file."""
    first, last = values.get("first_name", ""), values.get("last_name", "")
    if name := values.get("name"):
        first, last = matching.split_name(name)
    folded = {name: matching.fold(values.get(name, "")) for name in ("street", "place", "city", "postcode", "number")}
    return Person(
        key=key,
        first=" ".join(matching.words(first)),
        last=" ".join(matching.words(last)),
        email=matching.normal_email(values.get("email", "")),
        phone=matching.normal_phone(values.get("phone", "")),
        company=matching.company_key(values["company"]) if values.get("company") else "",
        **folded,
    )

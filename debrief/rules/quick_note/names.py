"""Whom and what a note names: companies, competitors and products of the lists, people and what they do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debrief.rules.quick_note.firstnames import FIRST_NAMES
from debrief.rules.quick_note.text import Span, plain

JOB = (
    r"(?:co-?)?(?:gerante?s?|patronn?e?|directeur|directrice|dirigeante?|president(?:e)?|fondat(?:eur|rice)|responsable|"
    r"chefs?|cheffe|acheteur|acheteuse|comptable|secretaire|assistante?|boulang(?:er|ere)|patissi(?:er|ere)|"
    r"cuisini(?:er|ere)|technicien(?:ne)?|ingenieure?|intendante?|econome|magasini(?:er|ere)|contremaitre|"
    r"pdg|dg|daf|drh|dsi|daj|raf|associee?|veterinaire|infirmi(?:er|ere)|pharmacien(?:ne)?|informaticien(?:ne)?|dentiste|"
    r"agricult(?:eur|rice)|elev(?:eur|euse)|menuisi(?:er|ere)|artisan|charge(?:e)? d'affaires|"
    r"(?:(?:general|plant|production|purchasing|maintenance|quality|facilities|operations|office|store|shop|site|sales|"
    r"marketing|finance|technical|project|kitchen|warehouse|logistics|procurement|managing|hr|it|assistant|deputy|head|"
    r"executive|lead|chief)\s){0,2}(?:manager|director|buyer|owner|chef|baker|engineer|technician|accountant|officer|"
    r"supervisor|assistant|president|founder|partner|coordinator|foreman)|"
    r"head of [a-z]+|chief [a-z]+ officer|ceo|cfo|coo|cto|cio|vp [a-z]+|buyer|owner|dentist|receptionist|farmer|joiner)"
)
OF = (
    r"(?:\s(?:(?:de\s(?:la\s|l')?|des\s|du\s|d')?(?:production|achats?|maintenance|qualite|technique|commercial(?:e)?|"
    r"general(?:e)?|financi(?:er|ere)|logistique|exploitation|travaux|cuisine|magasin|atelier|fabrication|site|usine|"
    r"boulang(?:er|ere)|patissi(?:er|ere)|informatique|marketing|ventes|securite|hygiene|comptable|adjoint(?:e)?|"
    r"restauration|hebergement|energie|investissements|approvisionnements|services? generaux|laboratoire)))*"
)
ROLE = re.compile(rf"\b(?P<role>{JOB}{OF})\b")
TITLE = r"(?:mme|m\.|mr\.?|mrs\.?|ms\.?|monsieur|madame|mlle|dr\.?|docteur|maitre)"
WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[\wÀ-ÿ]|[A-ZÀ-ÖØ-Þ]\."
PARTICLE = r"(?:de|du|des|d'|le|la|van|von|der|el|ben|da|dos|of)"
NAMED = re.compile(rf"(?P<first>{WORD})(?P<rest>(?:\s(?:{PARTICLE}\s)?(?:{WORD}))+)")
TITLED = re.compile(rf"(?i:\b{TITLE})\s(?P<name>{WORD}(?:\s(?:{WORD}))*)")
BEFORE = re.compile(
    r"(?:\b(?:vue?|rencontree?|croise|avec|appel(?:er|e)?|rappel(?:er|e)?|contact(?:er|e)?|joindre|demander|parle a|"
    r"voir|interlocuteur|interlocutrice|prevenir|met|saw|with|to|call|ring|reach|by|contact|ask for|spoke to|is|a|et|"
    r"par|s'appelle|nomme|named|called|back)\s?:?,?\s?(?:le|la|l'|the|our|notre)?\s?)$"
)
MONTHS_AND_DAYS = """
lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march april may
june july august september october november december
"""
OPENERS = """
le la les un une des il elle ils elles on nous vous je tu ce cette ces son sa ses leur leurs mon ma mes notre nos
the a an he she it they we you this that these his her their our my no not nouveau nouvelle new vu ras budget projet
project devis quote demo visite visit rendez-vous tres bien bonne bon client cliente hotel boulangerie maison groupe
clinique brasserie restaurant cafe societe garage pharmacie ecole lycee mairie transports moulin moulins contrat four
petrin
"""
CALENDAR = frozenset(MONTHS_AND_DAYS.split())
NOT_NAMES = CALENDAR | frozenset(OPENERS.split())


@dataclass(frozen=True)
class Listed:
    """A name of a list: what the list calls it and where the note says it."""

    span: Span
    name: str
    key: int = 0


@dataclass(frozen=True)
class Person:
    span: Span
    name: str
    role: str = ""


def pattern_of(name: str) -> re.Pattern[str]:
    """The folded name as whole words, whatever stands between them; a final s is optional."""
    parts = [re.escape(part) for part in re.findall(r"[^\W_]+", plain(name))]
    return re.compile(r"(?<!\w)" + r"[\W_]{1,3}".join(parts) + r"s?(?!\w)")


def listed(folded: str, names: Iterable[tuple[int, str]]) -> list[Listed]:
    """The names of a list that the note says; the longest wins where two stand at one place."""
    found: list[Listed] = []
    for key, name in sorted(names, key=lambda pair: -len(pair[1])):
        if not re.search(r"\w", name):
            continue
        for match in pattern_of(name).finditer(folded):
            span = Span(match.start(), match.end())
            if not any(span.meets(other.span) for other in found):
                found.append(Listed(span, name, key))
    return sorted(found, key=lambda one: one.span.start)


def roles(folded: str) -> list[Listed]:
    return [Listed(Span(m.start("role"), m.end("role")), m["role"]) for m in ROLE.finditer(folded)]


def people(text: str, taken: list[Span]) -> list[Person]:
    """People with what they do; a name that belongs to a company, a competitor or a product is none."""
    folded = plain(text)
    jobs = roles(folded)
    titled = [Span(match.start("name"), match.end("name")) for match in TITLED.finditer(text)]
    found = [span for span in titled if not any(span.meets(other) for other in taken)]
    for match in NAMED.finditer(text):
        whole = Span(match.start(), match.end())
        span = shorten(text, whole)
        if span is None or any(span.meets(other) for other in [*taken, *found]):
            continue
        first = plain(text[span.start : span.end]).split()[0].split("-")[0]
        if first in FIRST_NAMES or BEFORE.search(folded[: span.start]) or beside(folded, span, jobs):
            found.append(span)
    return [Person(span, text[span.start : span.end], role_of(text, folded, span, jobs)) for span in sort(found)]


def sort(spans: list[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.start)


def shorten(text: str, span: Span) -> Span | None:
    """Words at the head that open a sentence are no part of the name; one word alone is no name."""
    words = [(m.start() + span.start, m.end() + span.start) for m in re.finditer(r"\S+", text[span.start : span.end])]
    while words and opens(*(plain(text[start:end]).strip(".") for start, end in words)):
        words.pop(0)
    while words and plain(text[words[-1][0] : words[-1][1]]).strip(".") in CALENDAR:
        words.pop()
    return Span(words[0][0], words[-1][1]) if len(words) > 1 else None


def opens(first: str, *rest: str) -> bool:
    """Whether the first word only begins the sentence: "Joindre Marc Aubry"."""
    return first in NOT_NAMES or (len(rest) > 1 and first not in FIRST_NAMES and rest[0].split("-")[0] in FIRST_NAMES)


def beside(folded: str, span: Span, jobs: list[Listed]) -> bool:
    return any(near(folded, span, job.span) for job in jobs)


LINK = re.compile(r"[\s,:(\-]{1,3}(?:(?:le|la|l'|the|our|notre|leur|their|nouveau|nouvelle|new|est|is|as|comme|a)\s?)"
                  r"{0,3}|\s(?:replaced|remplace|succede a).{0,30}\s(?:as|comme)\s")  # fmt: skip
LEAD = re.compile(r"[\s,:(]{1,3}(?:(?:m|mme|mr|mrs|ms|dr|monsieur|madame)\.?\s|(?:est|is|s'appelle|:)\s)?")


def near(folded: str, name: Span, job: Span) -> bool:
    """The job stands just after the name, or just before it."""
    if job.start >= name.end:
        return bool(LINK.fullmatch(folded[name.end : job.start]))
    return bool(job.end <= name.start and LEAD.fullmatch(folded[job.end : name.start]))


def role_of(text: str, folded: str, span: Span, jobs: list[Listed]) -> str:
    after = [job for job in jobs if job.span.start >= span.end and near(folded, span, job.span)]
    before = [job for job in jobs if job.span.end <= span.start and near(folded, span, job.span)]
    chosen = (after or before[-1:])[:1]
    return text[chosen[0].span.start : chosen[0].span.end] if chosen else ""

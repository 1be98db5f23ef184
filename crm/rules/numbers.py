"""Numbers that identify a person or an account: found by their shape, kept only when their check digits agree."""

import re
from collections.abc import Iterator
from functools import lru_cache

from stdnum import iban, luhn
from stdnum.fr import nir, siret

from crm.rules.matching import fold

NIR = re.compile(
    r"(?<!\d)[1-478][\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?(?:\d{2}|2[ab])[\s.-]?\d{3}[\s.-]?\d{3}(?:[\s.-]{0,3}\d{2})?(?!\d)",
    re.IGNORECASE,
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[\s-]?[A-Z0-9]{1,4}){3,9}\b", re.IGNORECASE)
CARD = re.compile(r"(?<![\d+])\d(?:[\s.-]?\d){12,18}(?!\d)")
SSN = re.compile(
    r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])|\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"
)
SAID_ID = re.compile(
    r"(?:secu\w*|securite sociale|\bnir\b|numero vitale|carte vitale|passeport|passport|carte d'identite|\bcni\b|"
    r"identity card|id card|titre de sejour|numero fiscal|permis de conduire|social security|\bssn\b|"
    r"national insurance|driving licen[cs]e)"
    r"[^\d\n]{0,25}?((?:[a-z]{0,3}\d[\da-z .-]{4,22}\d))"
)
SAID_BANK = re.compile(
    r"(?:\biban\b|\brib\b|numero de compte|compte bancaire|account number|bank account|sort code|numero de carte|"
    r"carte (?:bancaire|bleue|de credit)|\bcb\b|(?:credit|debit|bank) card|card number|cvv|cvc|cryptogramme|code pin|"
    r"\bpin (?:code|number))[^\d\n]{0,20}?"
    r"((?:[a-z]{2})?\d[\da-z .-]{1,32}\d)"
)
SHORTEST_ACCOUNT = 3
Found = tuple[str, int, int]


def identity_numbers(text: str) -> Iterator[Found]:
    """Social security numbers of France, Britain and the United States, and numbers said to be of identity papers."""
    for match in NIR.finditer(text):
        compact = re.sub(r"\W", "", match[0]).upper()
        if len(compact) == 15 and nir.is_valid(compact) and 1 <= int(compact[3:5]) % 20 <= 12:
            yield "national_id", match.start(), match.end()
    for match in SSN.finditer(text):
        yield "national_id", match.start(), match.end()
    for match in SAID_ID.finditer(_same_length(text)):
        if sum(c.isdigit() for c in match[1]) >= 5:
            yield "national_id", match.start(1), match.end(1)


def bank_numbers(text: str) -> Iterator[Found]:
    """IBANs and payment cards, and numbers said to be of an account or a card."""
    for match in IBAN.finditer(text):
        if end := _iban_end(match[0]):
            yield "bank", match.start(), match.start() + end
    for match in CARD.finditer(text):
        if is_card(re.sub(r"\D", "", match[0])):
            yield "bank", match.start(), match.end()
    for match in SAID_BANK.finditer(_same_length(text)):
        if not siret.is_valid(match[1]) and sum(c.isdigit() for c in match[1]) >= SHORTEST_ACCOUNT:
            yield "bank", match.start(1), match.end(1)


def is_card(digits: str) -> bool:
    """The shape of a payment card with its check digit; fourteen digits are a SIRET before they are a card."""
    if not luhn.is_valid(digits) or len(set(digits)) < 2:
        return False
    if len(digits) == 16:
        return digits[0] in "2456"
    if len(digits) == 15:
        return digits[:2] in ("34", "37")
    return len(digits) == 14 and digits[:2] in ("36", "38", "39") and not siret.is_valid(digits)


def _iban_end(candidate: str) -> int:
    """Where the account number that begins here ends; 0 when there is none."""
    for end in range(len(candidate), 14, -1):
        piece = candidate[:end]
        if piece[-1].isalnum() and iban.is_valid(piece):
            return end
    return 0


def _same_length(text: str) -> str:
    """The text folded character by character, so that positions stay."""
    return "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    return " " if char.isspace() else (fold(char) or " ")[:1]

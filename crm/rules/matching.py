"""Normal forms of addresses, numbers and names, and the exact keys by which possible duplicates are looked up."""

import re
import unicodedata
from urllib.parse import urlsplit

import phonenumbers
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number


def _each(text: str) -> frozenset[str]:
    return frozenset(text.split())


FREE_PROVIDERS = _each(
    """gmail.com googlemail.com hotmail.com hotmail.fr outlook.com outlook.fr live.com live.fr msn.com yahoo.com
    yahoo.fr ymail.com icloud.com me.com mac.com aol.com gmx.com gmx.fr gmx.net proton.me protonmail.com pm.me
    mail.com orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr numericable.fr club-internet.fr
    aliceadsl.fr hotmail.co.uk yahoo.co.uk btinternet.com web.de t-online.de libero.it skynet.be telenet.be
    bluewin.ch"""
)
LEGAL_FORMS = _each(
    """sa sas sasu sarl eurl snc sci scop scp selarl selas selasu scea gaec gie eirl earl sca scic sem spl asbl
    ets etablissements etablissement societe ste cie compagnie groupe
    inc incorporated llc llp ltd limited plc corp corporation co company gmbh ag kg bv nv spa srl sl oy ab as"""
)
SMALL_WORDS = _each("et and the of de du des d la le les l")
PARTICLES = _each("de du des d la le les l van von der den di da del el al ben st saint")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'"})


def fold(text: str) -> str:
    """Without accents, capitals and typographic apostrophes, spaces made single."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def words(text: str) -> list[str]:
    """The folded words of a name; hyphens, dots and apostrophes separate."""
    return re.findall(r"[a-z0-9]+", fold(text))


def normal_email(text: str) -> str:
    """The address in one form (NFKC, trimmed, lower case); dots and plus signs tell people apart and stay."""
    return unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:").lower()


def possible_email(text: str) -> str:
    """The mailbox an address probably reaches: without dots or what follows a plus; never an identity."""
    name, at, domain = normal_email(text).partition("@")
    return f"{name.split('+')[0].replace('.', '')}@{domain}" if at else ""


def normal_phone(text: str, region: str = "FR") -> str:
    """The number in E.164, or nothing when it is no valid number; numbers without prefix are of `region`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_mobile(e164: str) -> bool:
    """Whether a number rings in one person's pocket: the only numbers that identify somebody."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return False
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return kind in mobile


def show_phone(e164: str) -> str:
    """A number as people of its country write it: national in France, international elsewhere."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    shape = phonenumbers.PhoneNumberFormat
    style = shape.NATIONAL if number.country_code == 33 else shape.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


def email_domain(email: str) -> str:
    """The company's domain in an address; nothing when the address is at a free provider."""
    domain = normal_email(email).rpartition("@")[2]
    return "" if not domain or domain in FREE_PROVIDERS else domain


def web_domain(address: str) -> str:
    """The domain of a web address, without www."""
    text = normal_email(address)
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").rstrip(".")
    return host if re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) else ""


def normal_siren(text: str) -> str:
    """Nine digits with their check digit; nothing when the number is not a SIREN."""
    try:
        return str(siren_number.validate(text))
    except NotANumber:
        return ""


def normal_siret(text: str) -> str:
    """Fourteen digits with their check digit (La Poste's own rule included); nothing otherwise."""
    try:
        return str(siret_number.validate(text))
    except NotANumber:
        return ""


def company_key(name: str) -> str:
    """The folded name without its legal form, words in their order: "S.A.R.L. Dupont & Fils" gives "dupont fils"."""
    parts = words(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", fold(name)))
    kept = [part for part in parts if part not in LEGAL_FORMS and part not in SMALL_WORDS]
    return " ".join(kept or parts)[:200]


def split_name(name: str) -> tuple[str, str]:
    """First names and surname, folded: a surname in capitals is known wherever it stands, else it comes last."""
    tokens = re.findall(r"[^\s,]+", name)
    capitals = [t for t in tokens if len(t) > 1 and t.isupper()]
    if "," in name:
        surname, _, first = name.partition(",")
    elif capitals and len(capitals) < len(tokens):
        surname, first = " ".join(capitals), " ".join(t for t in tokens if t not in capitals)
    else:
        start = _surname_start(tokens)
        surname, first = " ".join(tokens[start:]), " ".join(tokens[:start])
    return " ".join(words(first)), " ".join(w for w in words(surname) if w not in PARTICLES) or " ".join(words(surname))


def _surname_start(tokens: list[str]) -> int:
    start = max(len(tokens) - 1, 0)
    while start > 1 and fold(tokens[start - 1]) in PARTICLES:
        start -= 1
    return start


def surname_key(name: str) -> str:
    """Folded surname and initial of the first name: "Jean-Marc Le Goff" gives "goff j"."""
    first, surname = split_name(name)
    return f"{surname.replace(' ', '')} {first[:1]}".strip()[:160]


def swapped_key(name: str) -> str:
    """The key of the same two names written in the other order."""
    first, surname = split_name(name)
    return f"{first.replace(' ', '')} {surname[:1]}".strip()[:160]

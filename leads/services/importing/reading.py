"""What the cells of a file of leads say."""

from datetime import datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import clock
from core.imports.map import Field
from core.imports.values import NO, YES
from crm.rules import matching
from leads.choices import Interest, TouchKind

CAME = tuple((kind.value, kind.label) for kind in
             (TouchKind.FORM, TouchKind.ATTENDANCE, TouchKind.REPLY, TouchKind.CLICK, TouchKind.CALL))  # fmt: skip
FIELDS = (
    Field("first_name", gettext_lazy("first name"), ("prenom", "given name", "firstname", "prenoms")),
    Field("last_name", gettext_lazy("last name"), ("nom", "nom de famille", "family name", "lastname", "surname")),
    Field("name", gettext_lazy("name"), ("nom complet", "full name", "contact", "person", "nom et prenom")),
    Field("email", gettext_lazy("e-mail"), ("email", "mail", "courriel", "adresse e-mail", "email address",
                                            "adresse mail", "e-mail address")),
    Field("phone", gettext_lazy("phone"), ("telephone", "tel", "mobile", "portable", "phone number", "mobile phone")),
    Field("company_name", gettext_lazy("company"), ("societe", "entreprise", "raison sociale", "organisation",
                                                    "company", "organization", "company name")),
    Field("job_title", gettext_lazy("job title"), ("fonction", "poste", "title", "role", "job")),
    Field("sector", gettext_lazy("sector"), ("secteur", "industry", "activite")),
    Field("employees", gettext_lazy("employees"), ("effectif", "salaries", "headcount", "size")),
    Field("city", gettext_lazy("city"), ("ville", "town")),
    Field("postcode", gettext_lazy("postcode"), ("code postal", "cp", "zip", "postal code")),
    Field("interest", gettext_lazy("interest"), ("interet", "intérêt"), choices=tuple(Interest.choices),
          words={"strong": frozenset({"fort", "chaud", "hot", "high", "a"}),
                 "medium": frozenset({"moyen", "tiede", "warm", "b"}),
                 "weak": frozenset({"faible", "froid", "cold", "low", "c"})}),
    Field("consent", gettext_lazy("agrees to be written to"),
          ("consentement", "opt in", "optin", "consent", "accord", "newsletter", "accepte les e-mails"),
          choices=((YES, gettext_lazy("Yes")), (NO, gettext_lazy("No")))),
    Field("touch", gettext_lazy("how they came"), ("origine", "source", "canal", "channel", "lead source"),
          choices=CAME,
          words={"attendance": frozenset({"salon", "stand", "trade show", "fair", "event", "evenement", "foire"}),
                 "form": frozenset({"site", "web", "website", "formulaire", "site web", "landing page"}),
                 "reply": frozenset({"e mail", "email", "mail", "emailing"}),
                 "click": frozenset({"ads", "publicite", "linkedin", "google ads"}),
                 "call": frozenset({"telephone", "phone", "appel"})}),
    Field("message", gettext_lazy("message"), ("commentaire", "note", "comment")),
    Field("captured_on", pgettext_lazy("lead", "captured on"), ("date", "date de saisie", "created at", "created")),
)  # fmt: skip


def read_number(text: str) -> int | None:
    bare = "".join(text.split()).replace("\u202f", "")
    if not bare:
        return None
    if not bare.isdecimal() or len(bare) > 8:
        raise ValidationError(_("“%(text)s” is not a number of employees.") % {"text": text})
    return int(bare)


def read_interest(text: str) -> str:
    if text and text not in Interest.values:
        raise ValidationError(_("“%(text)s” is not an interest: strong, medium or weak.") % {"text": text})
    return text


def read_email(text: str) -> str:
    email = matching.normal_email(text) if text else ""
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(_("“%(text)s” is not an e-mail address.") % {"text": text}) from None
    return email


@lru_cache(maxsize=4096)
def read_instant(text: str, today: object) -> datetime | None:
    """The first instant of that day; nothing when the file does not say."""
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip()[:10]) or datetime.strptime(text.strip()[:10], "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        raise ValidationError(_("“%(text)s” is not a date.") % {"text": text}) from None
    if day > clock.local_day():
        raise ValidationError(_("“%(text)s” is in the future.") % {"text": text})
    return clock.start_utc(day)


def refuse_word(text: str, name: str) -> None:
    """Nothing when the cell is empty or one of the values of this field."""
    field = next(one for one in FIELDS if one.key == name)
    if text and text not in dict(field.choices):
        raise ValidationError(_("“%(text)s” is not known here: say what it means.") % {"text": text})

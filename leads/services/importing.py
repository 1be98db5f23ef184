"""Leads of a file: what its columns may say, and how one row enters through capture_lead."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from core import clock
from core.imports.map import Field
from core.imports.run import CREATED, UNCHANGED
from leads.choices import Interest
from leads.models import Campaign
from leads.services.intake import capture_lead

KIND = "leads"
FIELDS = (
    Field("name", gettext_lazy("name"), ("nom", "nom complet", "full name", "contact", "person"), required=True),
    Field("email", gettext_lazy("e-mail"), ("email", "mail", "courriel", "adresse e-mail", "email address")),
    Field("phone", gettext_lazy("phone"), ("telephone", "tel", "mobile", "portable", "phone number")),
    Field("company_name", gettext_lazy("company"), ("societe", "entreprise", "raison sociale", "organisation")),
    Field("job_title", gettext_lazy("job title"), ("fonction", "poste", "title", "role")),
    Field("sector", gettext_lazy("sector"), ("secteur", "industry", "activite")),
    Field("employees", gettext_lazy("employees"), ("effectif", "salaries", "headcount", "size")),
    Field("city", gettext_lazy("city"), ("ville", "town")),
    Field("postcode", gettext_lazy("postcode"), ("code postal", "cp", "zip", "postal code")),
    Field("interest", gettext_lazy("interest"), ("interet", "intérêt")),
    Field("message", gettext_lazy("message"), ("commentaire", "note", "comment")),
    Field("captured_on", pgettext_lazy("lead", "captured on"), ("date", "date de saisie", "created at", "created")),
)
INTERESTS = {"fort": Interest.STRONG, "moyen": Interest.MEDIUM, "faible": Interest.WEAK}


def handler(*, by: User, campaign: Campaign) -> Callable[[dict[str, str]], str]:
    """Writes one row: created, or unchanged when this person is already in the campaign."""

    def handle(row: dict[str, str]) -> str:
        text = dict(row)
        if not text.get("email") and not text.get("phone"):
            raise ValidationError(_("Give an e-mail address or a phone number."))
        fields = {name: text.get(name, "") for name in ("job_title", "sector", "city", "postcode", "message")}
        _lead, created = capture_lead(
            by=by,
            campaign=campaign,
            name=text["name"],
            email=text.get("email", ""),
            phone=text.get("phone", ""),
            company_name=text.get("company_name", ""),
            employees=_number(text.get("employees", "")),
            interest=_interest(text.get("interest", "")),
            channel="import",
            now=_instant(text.get("captured_on", "")),
            **fields,
        )
        return CREATED if created else UNCHANGED

    return handle


def _number(text: str) -> int | None:
    bare = "".join(text.split()).replace("\u202f", "")
    if not bare:
        return None
    if not bare.isdecimal():
        raise ValidationError(_("“%(text)s” is not a number of employees.") % {"text": text})
    return int(bare)


def _interest(text: str) -> str:
    low = text.strip().lower()
    if not low or low in Interest.values:
        return low
    if low not in INTERESTS:
        raise ValidationError(_("“%(text)s” is not an interest: strong, medium or weak.") % {"text": text})
    return INTERESTS[low]


def _instant(text: str) -> datetime | None:
    """The first instant of that day; now when the file does not say."""
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip()[:10]) or datetime.strptime(text.strip()[:10], "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError:
        raise ValidationError(_("“%(text)s” is not a date.") % {"text": text}) from None
    if day > clock.local_day():
        raise ValidationError(_("“%(text)s” is in the future.") % {"text": text})
    return clock.start_utc(day)

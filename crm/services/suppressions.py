"""The list of people who asked to be left alone: fingerprints only, for that sole use."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core import clock
from core.exceptions import BusinessRuleError
from crm.choices import SuppressionKind
from crm.models import Suppression
from crm.rules import matching

SALT = "crm.suppression"


def digest(kind: str, value: str) -> str:
    """The fingerprint of a normal form; it cannot be read back without the secret."""
    return salted_hmac(SALT, f"{kind}:{value}", algorithm="sha256").hexdigest()


def fingerprints(email: str = "", phone: str = "") -> dict[str, str]:
    """kind → fingerprint of what is given."""
    forms = {
        SuppressionKind.EMAIL: matching.normal_email(email) if email else "",
        SuppressionKind.PHONE: matching.normal_phone(phone) if phone else "",
    }
    return {kind: digest(kind, form) for kind, form in forms.items() if form}


def suppress(*, email: str = "", phone: str = "", reason: str, now: datetime | None = None) -> int:
    """These addresses are refused from now on; how many were not listed before."""
    at = now or clock.now()
    rows = [Suppression(kind=k, digest=d, reason=reason[:120], at=at) for k, d in fingerprints(email, phone).items()]
    before = Suppression.objects.filter(digest__in=[row.digest for row in rows]).count()
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) - before


def suppressed(digests: Iterable[str]) -> set[str]:
    return set(Suppression.objects.filter(digest__in=list(digests)).values_list("digest", flat=True))


def refuse_suppressed(*, email: str = "", phone: str = "") -> None:
    """Nothing, or the refusal: this person asked not to be recorded."""
    if suppressed(fingerprints(email, phone).values()):
        raise BusinessRuleError(
            _("This person asked not to be recorded: these details cannot be kept."), code="suppressed"
        )

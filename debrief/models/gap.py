"""What each gap of the CRM asks: the question in both languages, and the answer that fills it."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from crm.choices import FactTopic
from crm.models import Company
from debrief.choices import CompanyField, FindingKind, Gap

GAPS: dict[str, tuple[Any, dict[str, Any]]] = {
    Gap.NO_BUYER: (_("Who signs for purchases at %(company)s?"), {"kind": FindingKind.CONTACT, "points": 20}),
    Gap.NO_SIZE: (
        _("How many people work at %(company)s?"),
        {"kind": FindingKind.COMPANY_FACT, "field": CompanyField.EMPLOYEES, "points": 10},
    ),
    Gap.STALE_PRICE: (
        _("At what price are we faced with a competitor at %(company)s?"),
        {"kind": FindingKind.MARKET_SIGNAL, "topic": FactTopic.PRICE, "points": 15},
    ),
    Gap.STALE_RIVAL: (
        _("Which competitor is in place at %(company)s today?"),
        {"kind": FindingKind.MARKET_SIGNAL, "topic": FactTopic.COMPETITOR, "points": 15},
    ),
}


def gap_texts(gap: str, company: Company) -> dict[str, str]:
    """The proposed question, in both languages."""
    texts = {}
    for language in ("fr", "en"):
        with translation.override(language):
            texts[f"text_{language}"] = str(GAPS[gap][0]) % {"company": company.name}
    return texts

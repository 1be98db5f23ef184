"""What open accounts of one person contradict, among themselves and against the CRM."""

from collections.abc import Iterable, Sequence

from crm.models import Contact
from debrief.models.finding import Finding
from debrief.rules.people import PARTS, differing, parts_of


def told_of(contact: Contact | None) -> dict[str, str]:
    return parts_of({name: getattr(contact, name) for name in PARTS}) if contact else {}


def contested_parts(claims: Sequence[Finding], contact: Contact | None = None) -> frozenset[str]:
    """The parts on which two claims differ; with a contact, those on which a claim differs from the CRM."""
    told = [parts_of(claim.data) for claim in claims]
    others = [told_of(contact)] if contact else told
    return frozenset(part for one in told for other in others for part in differing(one, other))


def person_claims_of(claims: Iterable[Finding], contact: Contact | None) -> list[Finding]:
    """The claims that disagree with another one or with the CRM, and those in conflict."""
    rows = [(claim, parts_of(claim.data)) for claim in claims]
    held = told_of(contact)
    return [
        claim
        for claim, told in rows
        if claim.in_conflict or differing(told, held) or any(differing(told, other) for _one, other in rows)
    ]

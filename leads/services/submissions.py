"""An answer to a public form: once per page shown, one lead per person, and never a word about who is known."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from core import audit, clock
from core.exceptions import BusinessRuleError
from leads.choices import SubmissionFate, TouchKind
from leads.models import CaptureForm, ConsentText, FormSubmission, Lead
from leads.services.intake import capture_lead

WINDOW_SECONDS = 600
MOST_ANSWERS = 10
UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
COUNT = """
INSERT INTO leads_formcalls AS calls (visitor, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (visitor) DO UPDATE SET
    count = CASE WHEN calls."window" = excluded."window" THEN calls.count + 1 ELSE 1 END, "window" = excluded."window"
RETURNING count
"""
CLAIM = """
INSERT INTO leads_formsubmission (form_id, nonce, at, fate, agreed, language, utm, embedded)
VALUES (%s, %s, %s, %s, false, %s, '{}', %s) ON CONFLICT (form_id, nonce) DO NOTHING RETURNING id
"""


def too_many(visitor: str, *, now: datetime) -> bool:
    """Counts this answer; true when the visitor sent more than ten in ten minutes."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [visitor, int(now.timestamp()) // WINDOW_SECONDS])
        row = cursor.fetchone()
    return bool(row and row[0] > MOST_ANSWERS)


def forget_calls(now: datetime) -> int:
    """Counts of windows that are over."""
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM leads_formcalls WHERE "window" < %s', [int(now.timestamp()) // WINDOW_SECONDS - 6])
        return int(cursor.rowcount)


def utm_of(query: Mapping[str, str]) -> dict[str, str]:
    """The campaign tags in an address, shortened."""
    return {name: query[name][:120] for name in UTM if query.get(name)}


@transaction.atomic
def answer_form(
    form: CaptureForm,
    *,
    values: Mapping[str, Any],
    nonce: str,
    agreed: bool,
    consent: ConsentText | None,
    language: str,
    utm: Mapping[str, str] | None = None,
    embedded: bool = False,
    robot: bool = False,
    now: datetime | None = None,
) -> FormSubmission:
    """The answer is kept once for this page, with the words that were agreed to; the person is one lead."""
    now = now or clock.now()
    answer = _claim(form, nonce, language, embedded=embedded, now=now)
    if answer.lead_id or answer.fate != SubmissionFate.ROBOT or robot:
        return answer  # sent twice; or a robot, of whom nothing is kept
    shown = consent if agreed else None
    lead: Lead | None = None
    try:
        lead, created = _capture(form, values, consent=shown, language=language, utm=dict(utm or {}), now=now)
        answer.fate = SubmissionFate.CREATED if created else SubmissionFate.AGAIN
    except BusinessRuleError as refused:
        if refused.code != "suppressed":
            raise
        answer.fate = SubmissionFate.OBJECTED  # the same thanks as everybody: who is known stays unsaid
    if lead is not None:
        answer.lead, answer.consent, answer.agreed, answer.utm = lead, shown, shown is not None, dict(utm or {})
    answer.save()
    audit.record("form.answered", answer, by=None, after={"form": form.pk, "fate": answer.fate})
    return answer


def _claim(form: CaptureForm, nonce: str, language: str, *, embedded: bool, now: datetime) -> FormSubmission:
    """The row of this page: a second request with the same page waits here for the first."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [form.pk, nonce, now, SubmissionFate.ROBOT, language, embedded])
    claimed: FormSubmission = FormSubmission.objects.select_for_update().get(form=form, nonce=nonce)
    return claimed


def _capture(
    form: CaptureForm,
    values: Mapping[str, Any],
    *,
    consent: ConsentText | None,
    language: str,
    utm: dict[str, str],
    now: datetime,
) -> tuple[Lead, bool]:
    """Through the same door as every lead; a form of a campaign closed meanwhile takes nothing."""
    asked = {one["name"] for one in form.fields}
    given = {name: value for name, value in values.items() if name in asked and value not in ("", None)}
    if not given.get("email") and not given.get("phone"):
        raise ValidationError({"email": "required"})
    given.setdefault("email", "")
    words = consent.said(language) if consent else ""
    return capture_lead(
        by=None, campaign=form.campaign, channel="form", utm=utm, consent_text=words, kind=TouchKind.FORM, now=now,
        **given,
    )  # fmt: skip

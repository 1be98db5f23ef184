"""LeadImporter: one lead per person and campaign; whoever comes back is completed and touched again, never doubled."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.exceptions import BusinessRuleError
from core.imports.engine import CREATED, FILL, SKIP, TOUCH, UNCHANGED, UPDATED, Importer, Row, each
from core.imports.values import YES
from crm.rules import matching
from crm.services.guarding import steady_rules
from crm.services.suppressions import fingerprints, suppressed
from leads.choices import CampaignState, TouchKind
from leads.models import Campaign, Lead
from leads.services.importing import taking_back
from leads.services.importing.links import Links
from leads.services.importing.reading import FIELDS, read_email, read_instant, read_interest, read_number, refuse_word
from leads.services.importing.writing import Writer
from leads.services.intake import COMING_BACK, refuse_excess_in_lead
from leads.services.knowing import Known, filled_from

KIND = "leads"
TEXTS = ("company_name", "job_title", "sector", "city", "postcode", "message")
LONGEST = {field.name: field.max_length for field in Lead._meta.concrete_fields if field.max_length}


class LeadImporter(Importer):
    kind = KIND
    label = gettext_lazy("Leads")
    fields = FIELDS
    policies = (TOUCH, FILL, SKIP)
    page = "leads:lead_list"

    def __init__(self, *, by: Any, now: datetime, options: Any = None) -> None:
        super().__init__(by=by, now=now, options=options)
        self.campaign = Campaign.objects.filter(pk=self.options.get("campaign") or 0).first()
        self.links = Links()

    def steady(self) -> AbstractContextManager[Any]:
        if self.campaign is None:
            raise BusinessRuleError(_("Choose the campaign of these leads."), code="no_campaign")
        if self.campaign.state == CampaignState.CLOSED:
            raise BusinessRuleError(_("This campaign is closed."), code="campaign_closed")
        return steady_rules()

    def read(self, row: Row) -> dict[str, Any]:
        name = row["name"] or " ".join(part for part in (row["first_name"], row["last_name"]) if part)
        if not name:
            raise ValidationError(_("%(field)s is missing.") % {"field": _("name")})
        values: dict[str, Any] = {"name": name, "email": read_email(row["email"])}
        number = matching.normal_phone(row["phone"]) if row["phone"] else ""
        values["phone"] = number or row["phone"]
        if not values["email"] and not values["phone"]:
            raise ValidationError(_("Give an e-mail address or a phone number."))
        if not values["email"] and not number:
            raise ValidationError(_("This is not a phone number: write +33 6 12 34 56 78."))
        values.update((text, row[text]) for text in TEXTS)
        values["employees"], values["interest"] = read_number(row["employees"]), read_interest(row["interest"])
        _check_lengths(values)
        refuse_excess_in_lead(values)
        for name in ("touch", "consent"):
            refuse_word(row[name], name)
        return values

    def bring(self, rows: list[Row]) -> None:
        people = [(row.read["email"], row.read["phone"]) for row in rows]
        self.known = Known(self.campaign, people)
        prints = {row.line: set(fingerprints(row.read["email"], row.read["phone"]).values()) for row in rows}
        refused = suppressed({one for some in prints.values() for one in some})
        self.refused = {line for line, some in prints.items() if some & refused}
        self.links.load([row.read for row in rows])
        self.writer = Writer(run_id=self.run_id, now=self.now)
        each(rows, self._enter)
        self.writer.write()

    def _enter(self, row: Row) -> None:
        if row.line in self.refused:
            raise ValidationError(_("This person asked not to be recorded: these details cannot be kept."))
        values = row.read
        at = read_instant(row["captured_on"], clock.local_day()) or self.now
        kind = row["touch"] or TouchKind.FORM
        known = self.known.find(values["email"], values["phone"], values["name"])
        if known is None:
            row.record, row.fate = self._new(row, at), CREATED
            self.writer.add(row.record, kind)
            self.known.keep(row.record)
            return
        row.record, row.fate = known, UNCHANGED
        if self.policy == SKIP:
            return
        row.filled = filled_from(known, Lead(**values), COMING_BACK)
        self.writer.fill(known, row.filled)
        if self.policy == TOUCH:
            self.writer.touch(known, kind, at)
        row.fate = UPDATED if row.filled or self.policy == TOUCH else UNCHANGED

    def _new(self, row: Row, at: datetime) -> Lead:
        lead = Lead(
            campaign=self.campaign, captured_at=at, captured_by=self.by, channel="import",
            consent_text=self._consent(row), **row.read,
        )  # fmt: skip
        self.links.tie(lead)
        return lead

    def _consent(self, row: Row) -> str:
        """The proof that a file can give: what it said, and which file it was."""
        if row["consent"] != YES:
            return ""
        return _("Agreed according to line %(line)s of import %(run)s.") % {"line": row.line, "run": self.run_id}

    def take_back(self, rows: Sequence[Any]) -> dict[int, str]:
        return taking_back.take_back(rows, run_id=self.run_id, now=self.now)


def _check_lengths(values: dict[str, Any]) -> None:
    for name, value in values.items():
        longest = LONGEST.get(name)
        if longest and isinstance(value, str) and len(value) > longest:
            label = str(getattr(Lead._meta.get_field(name), "verbose_name", name))
            raise ValidationError(
                _("%(field)s: at most %(count)s characters.") % {"field": label.capitalize(), "count": longest}
            )

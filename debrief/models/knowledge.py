"""What the company already knows about what findings speak of: loaded once for many findings, constant queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Max, Q

from crm.models import Contact, Fact, FieldChange
from debrief.choices import Decision, FindingKind
from debrief.models.finding import Finding
from debrief.rules import novelty as rule

HISTORY_DAYS = 730
PERSON_FIELDS = ("email", "phone", "role")


def person_line(name: str, role: str = "", phone: str = "", email: str = "") -> str:
    """One person on one line."""
    return " · ".join(part for part in (name, role, phone, email) if part)


def key_of(finding: Finding) -> str:
    """The field or topic a finding speaks of."""
    return finding.field or finding.topic or finding.kind


def form_of(finding: Finding) -> str:
    if finding.kind == FindingKind.CONTACT:
        data = finding.data
        email, phone = str(data.get("email", "")).lower(), rule.normal_form("phone", str(data.get("phone", "")))
        return f"{rule.fold(str(data.get('name', '')))}|{email}|{phone}"[:500]
    return rule.normal_form(key_of(finding), finding.value, finding.amount, finding.on_date)[:500]


def day_of(instant: datetime | None) -> date | None:
    return instant.date() if instant else None


class Knowledge:
    """Answers what the CRM says today and how new a finding is."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        self.companies = {f.company_id: f.company for f in self.findings if f.company_id and f.company}
        self.facts: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        self.contacts: dict[int, list[Contact]] = defaultdict(list)
        self.past: list[dict[str, Any]] = []
        self._load()

    def _load(self) -> None:
        kinds = {f.kind for f in self.findings}
        ids = list(self.companies)
        if FindingKind.MARKET_SIGNAL in kinds:
            for fact in Fact.objects.filter(company_id__in=ids, withdrawn_at=None).order_by("-confirmed_at", "-pk"):
                self.facts[(fact.company_id, fact.topic)].append(fact)
        if FindingKind.CONTACT in kinds:
            self._load_contacts(ids)

    def _load_contacts(self, ids: list[int]) -> None:
        people = [f for f in self.findings if f.kind == FindingKind.CONTACT]
        emails = [e for f in people if (e := str(f.data.get("email", "")))]
        phones = [p[-9:] for f in people if (p := rule.normal_form("phone", str(f.data.get("phone", ""))))]
        surnames = [n.split()[-1] for f in people if (n := str(f.data.get("name", "")).strip())]
        match = Q(pk__in=[f.contact_id for f in people if f.contact_id]) | Q(email__in=emails)
        for tail in phones:
            match |= Q(phone__endswith=tail)
        for surname in surnames:
            match |= Q(name__iendswith=surname)
        live = Contact.objects.filter(match, company_id__in=ids, merged_into=None, anonymised_at=None)
        for contact in live.order_by("pk")[:500]:
            self.contacts[contact.company_id].append(contact)

    @cached_property
    def confirmed(self) -> dict[tuple[str, int, str], datetime]:
        """When each field of these companies and people was last changed or accepted: what novelty asks."""
        ids, found = list(self.companies), {}
        contact_ids = [c.pk for group in self.contacts.values() for c in group]
        about = Q(object_kind="company", object_id__in=ids) | Q(object_kind="contact", object_id__in=contact_ids)
        rows = FieldChange.objects.filter(about).order_by().values("object_kind", "object_id", "field")
        for row in rows.annotate(last=Max("at")):
            found[row["object_kind"], row["object_id"], row["field"]] = row["last"]
        told = Finding.objects.filter(
            company_id__in=ids,
            kind=FindingKind.COMPANY_FACT,
            verdicts__reversed_at=None,
            verdicts__decision=Decision.ACCEPTED,
        ).order_by()
        for row in told.values("company_id", "field").annotate(last=Max("verdicts__decided_at")):
            key = ("company", row["company_id"], row["field"])
            found[key] = max(found.get(key, row["last"]), row["last"])
        return found

    def person(self, finding: Finding) -> Contact | None:
        """The contact a contact finding speaks of: chosen, or the same e-mail, phone or folded name in that company."""
        if finding.contact_id:
            return finding.contact
        data = finding.data
        email, name = str(data.get("email", "")).lower(), rule.fold(str(data.get("name", "")))
        phone = rule.normal_form("phone", str(data.get("phone", "")))
        for contact in self.contacts.get(finding.company_id or 0, []):
            strong = (email and contact.email.lower() == email) or (phone and contact.phone.endswith(phone))
            if strong or (name and rule.fold(contact.name) == name):
                return contact
        return None

    def value(self, finding: Finding) -> str:
        """What the CRM says today, on one line; empty when it says nothing."""
        if finding.kind == FindingKind.CONTACT:
            person = self.person(finding)
            return person_line(person.name, person.role, person.phone, person.email) if person else ""
        if finding.kind == FindingKind.COMPANY_FACT and finding.company_id:
            stored = getattr(self.companies[finding.company_id], finding.field, None)
            return "" if stored is None else str(stored)
        facts = self.facts.get((finding.company_id or 0, finding.topic), [])
        form = form_of(finding)
        same = next((fact for fact in facts if fact_form(fact) == form), None)
        chosen = same or (facts[0] if facts else None)
        return chosen.value if chosen else ""

    def _held(self, finding: Finding) -> list[rule.Held]:
        if finding.kind == FindingKind.MARKET_SIGNAL:
            facts = self.facts.get((finding.company_id or 0, finding.topic), [])
            return [rule.Held(fact.value, fact_form(fact), day_of(fact.confirmed_at)) for fact in facts]
        value = self.value(finding)
        if not value:
            return []
        company = self.companies[finding.company_id or 0]
        last = self.confirmed.get(("company", company.pk, finding.field), company.created_at)
        return [rule.Held(value, rule.normal_form(key_of(finding), value), day_of(last))]

    def _person_novelty(self, finding: Finding, day: date, told_before: bool) -> str:
        person = self.person(finding)
        if told_before or person is None:
            return "known" if told_before else "new"
        given = {name: str(finding.data.get(name, "")) for name in PERSON_FIELDS if finding.data.get(name)}
        forms = {name: rule.normal_form(name, value) for name, value in given.items()}
        stored = {name: rule.normal_form(name, str(getattr(person, name) or "")) for name in given}
        if any(stored[name] and stored[name] != form for name, form in forms.items()):
            return "corrects"
        if any(not stored[name] for name in forms):
            return "new"
        seen = [self.confirmed.get(("contact", person.pk, name), person.created_at) for name in forms]
        last = day_of(max(seen)) if seen else day_of(person.created_at)
        held = [rule.Held(person.name, "same", last)]
        return rule.novelty_of_value(form="same", key="email", held=held, day=day, single=True, told_before=False)

    def load_past(self, rep_id: int, day: date, but: int) -> None:
        """What was already told about these companies, by this rep or (in words) by anybody."""
        spoken = Q(kind__in=rule.SPOKEN, observed_on__gte=day - timedelta(days=rule.SAME_SUBJECT_DAYS))
        about = Q(company_id__in=list(self.companies)) | Q(
            company=None, visit__company_name__in=[f.visit.company_name for f in self.findings if not f.company_id]
        )
        rows = Finding.objects.filed().filter(about).exclude(visit__debrief_id=but)
        rows = rows.exclude(pk__in=[finding.pk for finding in self.findings if finding.pk])
        rows = rows.filter(Q(visit__debrief__rep_id=rep_id) | spoken)
        rows = rows.filter(visit__debrief__work_date__gte=day - timedelta(days=HISTORY_DAYS))
        self.past = list(
            rows.order_by()
            .values("company_id", "contact_id", "kind", "topic", "field", "normal_form", "value", "visit__company_name")
            .annotate(rep_id=Max("visit__debrief__rep_id"), day=Max("visit__debrief__work_date"))
        )

    def _told(self, finding: Finding) -> list[dict[str, Any]]:
        return [
            row
            for row in self.past
            if row["kind"] == finding.kind
            and row["company_id"] == finding.company_id
            and (finding.company_id or row["visit__company_name"] == finding.visit.company_name)
        ]

    def novelty(self, finding: Finding, rep_id: int, day: date, twice: bool = False) -> str:
        told = self._told(finding)
        if finding.kind in rule.SPOKEN:
            told = [row for row in told if row["contact_id"] == finding.contact_id]
            mine = [row["value"] for row in told if row["rep_id"] == rep_id]
            others = [row["value"] for row in told if row["rep_id"] != rep_id]
            return "known" if twice else rule.novelty_of_words(text=finding.value, mine=mine, others=others)
        days = rule.fresh_days(key_of(finding))
        before = twice or any(
            row["rep_id"] == rep_id
            and (row["field"], row["topic"], row["normal_form"]) == (finding.field, finding.topic, form_of(finding))
            and (day - row["day"]).days <= days
            for row in told
        )
        if finding.kind == FindingKind.CONTACT:
            return self._person_novelty(finding, day, before)
        return rule.novelty_of_value(
            form=form_of(finding),
            key=key_of(finding),
            held=self._held(finding),
            day=day,
            single=finding.kind == FindingKind.COMPANY_FACT,
            told_before=before,
        )


def fact_form(fact: Fact) -> str:
    return rule.normal_form(fact.topic, fact.value, fact.amount, fact.on_date)


def appraise(findings: list[Finding], *, rep_id: int, day: date, debrief_id: int) -> None:
    """Writes on each finding (unsaved) its normal form, what the CRM says, and its novelty as of now."""
    knowledge = Knowledge(findings)
    knowledge.load_past(rep_id, day, but=debrief_id)
    seen: set[tuple[Any, ...]] = set()
    for finding in findings:
        finding.normal_form = form_of(finding)
        who = finding.company_id or finding.visit.company_name
        mark = (who, finding.contact_id, finding.kind, finding.topic, finding.field, finding.normal_form)
        finding.crm_value = knowledge.value(finding)[:500]
        finding.novelty = knowledge.novelty(finding, rep_id, day, twice=mark in seen)
        seen.add(mark)

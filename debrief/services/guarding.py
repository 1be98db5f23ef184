"""What the guard sets aside among the findings, every night and over history; and how marketing answers."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Func, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from core.jobs import StepResult, hash_rows
from core.notifications import notify
from core.text import clean_text
from crm.models import GuardList
from crm.rules import guard
from crm.rules.matching import words
from crm.services.guarding import hits_in, refuse_excess, steady_rules
from debrief.choices import FindingState
from debrief.models import Finding, GuardOverride
from debrief.models.guard_override import digest_of
from debrief.models.knowledge import form_of
from debrief.rules.workflow import FINDING
from debrief.services.drafts import lock_debrief
from debrief.services.reviewing import refuse_own

SLICE = 20_000  # findings of history read again each night, in turn
CHUNK = 2_000
WORST_FIRST = ("national_id", "bank", *(name for name in guard.CATEGORIES if name not in guard.OVERRIDABLE))


def categories_in(finding: Finding, released: Iterable[str] = ()) -> list[str]:
    """What the guard finds today in the texts of this finding, the gravest first."""
    texts = (finding.value, finding.said_by)
    found = {hit.category for text in texts for hit in hits_in(text, allowed=set(released))}
    return sorted(found, key=lambda name: (name not in WORST_FIRST, name))


def released_in(finding: Finding) -> set[str]:
    """The categories that marketing let through for these very words."""
    rows = finding.guard_overrides.filter(text_digest=digest_of(finding.value))
    return set(rows.values_list("category", flat=True))


@transaction.atomic
def release_finding(finding: Finding, *, by: User, reason: str, now: datetime | None = None) -> Finding:
    """A finding set aside may be judged, by decision and with a reason that operations read; some kinds never are."""
    locked = _lock(finding, by=by)
    text = clean_text(reason).strip()
    if not text:
        raise ValidationError({"reason": _("Say why this text may stay.")})
    if len(text) > 500:
        raise ValidationError({"reason": _("At most 500 characters.")})
    refuse_excess(text, "reason")
    FINDING.check(locked.state, FindingState.PENDING)
    found = categories_in(locked)
    if never := [name for name in found if name not in guard.OVERRIDABLE]:
        raise BusinessRuleError(
            _("This kind of remark is never kept: use the objective wording, or remove the finding."),
            code="never_overridable",
            fields={"categories": never},
        )
    at = now or clock.now()
    rows = [
        GuardOverride(
            finding=locked, category=name, text_digest=digest_of(locked.value), reason=text, by=by, at=at
        )
        for name in found or [locked.guard_category or "insult"]
    ]  # fmt: skip
    GuardOverride.objects.bulk_create(rows, ignore_conflicts=True)
    _to_pending(locked)
    audit.record("finding.released", locked, by=by, after={"state": locked.state, "guard": found})
    return locked


@transaction.atomic
def reword_finding(finding: Finding, *, by: User) -> Finding:
    """A finding set aside says the objective wording instead and waits; it is removed when nothing is left."""
    locked = _lock(finding, by=by)
    if locked.state != FindingState.QUARANTINED:
        raise BusinessRuleError(_("The guard has not set this finding aside."), code="not_quarantined")
    locked.value = guard.reworded(locked.value, hits_in(locked.value))
    locked.said_by = guard.reworded(locked.said_by, hits_in(locked.said_by))
    if not words(locked.value) or categories_in(locked):
        return _remove(locked, by=by)
    locked.normal_form = form_of(locked)
    locked.save(update_fields=["value", "said_by", "normal_form", "updated_at"])
    _to_pending(locked)
    audit.record("finding.reworded", locked, by=by, after={"state": locked.state})
    return locked


@transaction.atomic
def remove_quarantined(finding: Finding, *, by: User) -> Finding:
    """A finding set aside is gone: its text is emptied, its place in the day stays."""
    locked = _lock(finding, by=by)
    return _remove(locked, by=by)


def _remove(locked: Finding, *, by: User) -> Finding:
    FINDING.check(locked.state, FindingState.REMOVED)
    locked.state, locked.value, locked.said_by, locked.normal_form = FindingState.REMOVED, "—", "", ""
    locked.save(update_fields=["state", "value", "said_by", "normal_form", "updated_at"])
    audit.record("finding.removed_by_guard", locked, by=by, after={"guard": locked.guard_category})
    return locked


def _lock(finding: Finding, *, by: User) -> Finding:
    day = lock_debrief(finding.visit.debrief)
    refuse_own(day, by)
    locked: Finding = (
        Finding.objects.select_for_update(of=("self",)).select_related("visit__debrief").get(pk=finding.pk)
    )
    return locked


def _to_pending(locked: Finding) -> None:
    locked.state, locked.guard_category = FindingState.PENDING, ""
    locked.save(update_fields=["state", "guard_category", "updated_at"])


def rescan_guard(day: date) -> StepResult:
    """Findings of the day, a slice of history and what new words hit are read again with the lists of today.

    Those that wait for a verdict are set aside; those already decided are marked for operations. What the lists no
    longer stop is free again. The slice follows from the date: the same night reads the same rows.
    """
    counts = {"read": 0, "set_aside": 0, "marked": 0, "freed": 0}
    told: list[tuple[int, str]] = []
    with steady_rules():
        for chunk in _chunks(_to_read(day)):
            for finding in chunk:
                counts["read"] += 1
                found = categories_in(finding, _released(finding))
                if found:
                    told.append((finding.pk, found[0]))
                if change := _settle(finding, found):
                    counts[change] += 1
    if counts["set_aside"]:
        _tell(day, counts["set_aside"])
    return StepResult(counts=counts, sha=hash_rows(sorted(told)), rows=len(told))


def _released(finding: Finding) -> set[str]:
    digest = digest_of(finding.value)
    return {one.category for one in finding.guard_overrides.all() if one.text_digest == digest}


def _settle(finding: Finding, found: list[str]) -> str:
    """What becomes of one finding; nothing when it stands as it should."""
    category, before = (found[0] if found else ""), (finding.state, finding.guard_category)
    if found and finding.state == FindingState.PENDING:
        finding.state = FindingState.QUARANTINED
    elif not found and finding.state == FindingState.QUARANTINED:
        finding.state = FindingState.PENDING
    finding.guard_category = category
    if before == (finding.state, category):
        return ""
    finding.save(update_fields=["state", "guard_category", "updated_at"])
    audit.record(
        "finding.guarded",
        finding,
        by=None,
        before={"state": before[0]},
        after={"state": finding.state, "guard": category},
    )
    if not found:
        return "freed"
    return "set_aside" if finding.state == FindingState.QUARANTINED else "marked"


def _to_read(day: date) -> QuerySet[Finding]:
    last = Finding.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    slices = last // SLICE + 1
    start = (day.toordinal() % slices) * SLICE
    begin, end = clock.start_utc(day), clock.end_utc(day) + timedelta(days=1)
    wanted = Q(pk__gt=start, pk__lte=start + SLICE) | Q(updated_at__gte=begin, updated_at__lt=end)
    rows = Finding.objects.filed().exclude(state=FindingState.REMOVED)
    if pattern := _new_words(begin, end):
        rows = rows.annotate(plain=Func(F("value"), function="core_fold"))
        wanted |= Q(plain__regex=pattern)
    return rows.filter(wanted).prefetch_related("guard_overrides").order_by("pk")


def _new_words(begin: datetime, end: datetime) -> str:
    """The words that the lists of the company gained that day: what they hit is looked up in all of history."""
    changes = GuardList.objects.filter(at__gte=begin, at__lt=end).values_list("change", flat=True)
    texts = [words(change["add"]["text"]) for change in changes if "add" in change]
    return "|".join(r"\m" + r"[^a-z0-9]+".join(text) for text in texts if text)


def _chunks(rows: QuerySet[Finding]) -> Iterator[list[Finding]]:
    after = 0
    while chunk := list(rows.filter(pk__gt=after)[:CHUNK]):
        yield chunk
        after = chunk[-1].pk


def _tell(day: date, count: int) -> None:
    """Whoever reviews and operations read that some findings wait for them."""
    people = User.objects.filter(is_active=True, role__in=(Role.MARKETER, Role.OPERATIONS))
    notify(
        to=people, kind="findings_set_aside", key=f"guarded:{day.isoformat()}", path=reverse("debrief:guard_log"),
        params={"count": count, "day": day.isoformat()},
    )  # fmt: skip

"""What the guard holds back today, and what was let through."""

from django.db.models import QuerySet

from accounts.models import User
from debrief.choices import FindingState
from debrief.models import Finding, GuardOverride

SHOWN = 50


def overrides_of(user: User) -> QuerySet[GuardOverride]:
    """Texts that marketing let through, with the finding, its day and its author."""
    rows = GuardOverride.objects.visible_to(user)
    return rows.select_related("by", "finding__visit__debrief__rep", "finding__visit__company")


def waiting_for(user: User) -> list[Finding]:
    """Findings set aside, and decided ones that the lists of today would refuse: the latest fifty."""
    rows = Finding.objects.visible_to(user).exclude(guard_category="").exclude(state=FindingState.REMOVED)
    rows = rows.select_related("visit__debrief__rep", "visit__company").order_by("-updated_at", "-pk")
    return list(rows[:SHOWN])

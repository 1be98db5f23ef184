"""What a list shows of a lead."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from leads.models import Lead

LEAD_ROW = (
    "pk", "name", "company_name", "state", "score__fit", "score__engagement", "score__cell", "score__probability",
    "score__captured_at", "captured_at", "campaign__name", "owner__name", "owner__email",
)  # fmt: skip


@lru_cache(maxsize=1)
def shown_rows() -> QuerySet[Lead, Any]:
    """All leads, as dicts of LEAD_ROW: its joins are worked out once. Narrow it before it is read."""
    rows: QuerySet[Lead, Any] = Lead.objects.values(*LEAD_ROW)
    return rows

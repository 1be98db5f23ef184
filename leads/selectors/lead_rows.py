"""What a list shows of a lead."""

from core.shown import ShownValues
from leads.models import Lead

LEAD_ROW = (
    "pk", "name", "company_name", "state", "score__fit", "score__engagement", "score__cell", "score__probability",
    "captured_at", "campaign__name", "owner__name", "owner__email",
)  # fmt: skip
SHOWN = ShownValues(lambda: Lead.objects.all(), LEAD_ROW)

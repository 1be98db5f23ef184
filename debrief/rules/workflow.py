"""States of the debrief, of the visit and of the finding."""

from core.workflow import Workflow

DEBRIEF = Workflow(
    {
        "draft": {"filed", "closed"},
        "filed": {"in_review", "withdrawn"},
        "in_review": {"returned", "closed", "withdrawn"},
        "returned": {"filed", "in_review"},
        "withdrawn": {"draft"},
        "closed": set(),
    }
)
VISIT = Workflow(
    {
        "planned": {"planned", "done", "cancelled", "no_show", "incident"},
        "done": {"done", "cancelled", "no_show", "incident"},
        "cancelled": {"done", "cancelled", "no_show", "incident"},
        "no_show": {"done", "cancelled", "no_show", "incident"},
        "incident": {"done", "cancelled", "no_show", "incident"},
    }
)
FINDING = Workflow(
    {
        "pending": {"decided", "quarantined", "removed"},
        "quarantined": {"pending", "removed"},
        "decided": {"pending"},
        "removed": set(),
    }
)

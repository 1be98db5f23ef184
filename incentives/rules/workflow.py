"""The transitions of periods and disputes; a plan version only goes from draft to published."""

from core.workflow import Workflow

PERIOD = Workflow(
    {
        "open": {"computed"},
        "computed": {"computed", "in_review"},
        "in_review": {"computed", "approved"},
        "approved": {"locked"},
        "locked": {"exported"},
        "exported": {"exported"},
    }
)

DISPUTE = Workflow(
    {
        "open": {"under_review", "upheld", "partly", "declined", "withdrawn"},
        "under_review": {"upheld", "partly", "declined", "withdrawn"},
        "upheld": {"closed"},
        "partly": {"closed"},
        "declined": {"closed"},
    }
)

VERSION = Workflow({"draft": {"published"}})

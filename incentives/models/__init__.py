"""The nouns of the incentives floor."""

from incentives.models.assignment import Assignment
from incentives.models.dispute import Dispute
from incentives.models.draft import StatementDraft, draft_statements
from incentives.models.line import LedgerLine
from incentives.models.period import Period
from incentives.models.plan import Component, Plan, PlanVersion
from incentives.models.pricebook import planned_for, price_book
from incentives.models.snapshot import ContributionSnapshot, MarketingScoreSnapshot
from incentives.models.statement import Approval, Statement

__all__ = [
    "Approval",
    "Assignment",
    "Component",
    "ContributionSnapshot",
    "Dispute",
    "LedgerLine",
    "MarketingScoreSnapshot",
    "Period",
    "Plan",
    "PlanVersion",
    "Statement",
    "StatementDraft",
    "draft_statements",
    "planned_for",
    "price_book",
]

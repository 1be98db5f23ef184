"""The rows the API lists, with what each line needs; always narrowed to the reader's reach."""

from incentives.models import ContributionSnapshot, LedgerLine, MarketingScoreSnapshot, Statement

LINES = LedgerLine.objects.select_related("period", "component").order_by("-pk")
CONTRIBUTIONS = ContributionSnapshot.objects.order_by("-as_of", "person")
SCORES = MarketingScoreSnapshot.objects.order_by("-as_of", "person")
STATEMENTS = Statement.objects.select_related("period").order_by("-period__month", "person")

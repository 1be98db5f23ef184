"""One statement, line to source: opening, lines, adjustments, caps, total in points and euros, who approved it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from accounts.models import User
from incentives.models import Approval, Dispute, LedgerLine, Statement, draft_statements
from incentives.rules.statement import Result
from incentives.selectors.lines import LineRow, line_rows

WINDOW = timedelta(days=30)


@dataclass(frozen=True)
class StatementPage:
    statement: Statement
    result: Result
    lines: list[LineRow]
    adjustments: list[LineRow]
    approvals: list[Approval]
    disputes: list[Dispute]
    own: bool
    differs: bool
    contest_until: object

    @property
    def earned(self) -> int:
        return sum(line.points for line in self.lines if line.points > 0)

    @property
    def taken_back(self) -> int:
        return sum(line.points for line in self.lines if line.points < 0)

    @property
    def closing(self) -> int:
        return self.statement.opening + self.statement.points


def statement_page(statement: Statement, *, viewer: User) -> StatementPage:
    """The statement as issued, its lines as they stand; `differs` when the lines say something else by now."""
    (draft,) = draft_statements(statement.period, [statement.person])
    own = statement.person_id == viewer.pk
    taken = LedgerLine.objects.filter(reverses=OuterRef("pk"))
    lines = LedgerLine.objects.filter(person=statement.person, period=statement.period).telling().with_sources()
    disputes = list(Dispute.objects.filter(opened_by=statement.person).of_period(statement.period_id))
    running = frozenset(one.line_id for one in disputes if one.line_id and one.is_running)
    rows = line_rows(
        lines.annotate(is_taken_back=Exists(taken)).order_by("occurred_on", "seq"), own=own, disputed=running
    )
    return StatementPage(
        statement=statement,
        result=draft.result,
        lines=[row for row in rows if row.kind != "adjusted"],
        adjustments=[row for row in rows if row.kind == "adjusted"],
        approvals=list(statement.approvals.select_related("by")),
        disputes=disputes,
        own=own,
        differs=(draft.result.capped_points, draft.result.amount) != (statement.capped_points, statement.amount),
        contest_until=statement.issued_at + WINDOW,
    )

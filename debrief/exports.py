"""The debrief floor's reports: the very rows of its pages."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.exports.report import Column, Report
from debrief.selectors.fairness import Fairness


def fairness_report(shown: Fairness) -> Report:
    """One row per rep and reviewer."""
    columns = [
        Column("rep", _("Rep")),
        Column("team", _("Team")),
        Column("reviewer", _("Reviewer")),
        Column("n", _("Decided"), "int"),
        Column("kept", _("Kept"), "int"),
        Column("share", _("Acceptance"), "percent"),
    ]
    filters = _("The last %(days)s days") % {"days": shown.days}
    return Report(_("Acceptance by reviewer and rep"), columns, _pairs(shown), clock.now(), filters)


def _pairs(shown: Fairness) -> Iterator[tuple[Any, ...]]:
    for row in shown.matrix.rows:
        for reviewer, cell in zip(shown.matrix.reviewers, row.cells, strict=True):
            if cell.n:
                yield row.rep.name, str(row.rep.team or ""), reviewer.name, cell.n, cell.kept, cell.share

"""The lines of the book of points, one sentence of HTML for each."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.addresses import row_url
from core.markup import table_rows
from core.templatetags.fmt import signed
from core.templatetags.ui import badge
from incentives.selectors.lines import LineRow

register = template.Library()
LINE = (
    '<li class="{}" id="line-{}"><div class="grow"><p class="strong">{}{}</p><p class="muted small">{}</p></div>'
    '<div class="end"><b class="num {}">{}</b>{}</div></li>'
)
LINK = '<a class="link" href="{}">{}</a>'
CONTEST = '<a class="link xs no-print" href="{}">{}</a>'


@register.simple_tag(takes_context=True)
def ledger_lines(context: Context, lines: Iterable[LineRow]) -> SafeString:
    """{% ledger_lines day.lines %}: what earned each, its points, and the way to contest one's own."""
    may = bool(context["user"].has_perm("incentives.open_dispute"))
    return table_rows(LINE, (_written(line, may) for line in lines))


def _written(line: LineRow, may_contest: bool) -> tuple[Any, ...]:
    return (
        "line struck" if line.taken_back else "line",
        line.pk,
        format_html(LINK, line.url, line.title) if line.url else line.title,
        _mark(line),
        " · ".join(part for part in (line.detail, line.why) if part),
        "ink-warm" if line.points < 0 else "ink-good",
        signed(line.points),
        _after(line, may_contest),
    )


def _mark(line: LineRow) -> SafeString | str:
    if not line.is_earned:
        return badge(line.kind_label, tone=line.tone)
    return badge(_("taken back")) if line.taken_back else ""


def _after(line: LineRow, may_contest: bool) -> SafeString | str:
    if line.disputed:
        return format_html('<span class="xs muted">{}</span>', _("disputed"))
    if line.own and may_contest and not line.taken_back:
        return format_html(CONTEST, row_url("incentives:line_dispute", line.pk), _("Contest"))
    return ""

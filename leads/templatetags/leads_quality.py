"""How pages of figures write their numbers and lead to the rows behind them."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags import fmt
from leads.selectors.quality.asked import Asked, Slice
from leads.selectors.quality.names import Names
from leads.selectors.quality.tallies import Tally

register = template.Library()
FEW = 5


@register.simple_tag
def asked_for(asked: Asked, **changes: str) -> str:
    """The address of the same page with these changes."""
    return asked.query(**changes)


@register.simple_tag
def behind(row: Any, measure: str) -> str:
    """The address of the rows behind a number of a line or cohort."""
    address: str = row.figure(measure)
    return address


@register.filter
def chosen(slice_: Slice, kind: str) -> str:
    value: str = getattr(slice_, kind)
    return value


@register.filter
def choices(names: Names, kind: str) -> list[tuple[str, str]]:
    return names.choices(kind)


@register.simple_tag
def way(ways: Iterable[tuple[str, Any]], key: str) -> Any:
    return dict(ways)[key]


@register.simple_tag
def share_cell(line: Any, part: str, whole: str) -> SafeString:
    """A share with the number it is of; grey when that number is small."""
    tally: Tally = line.sent
    return _cell(fmt.percent(tally.share(part, whole)), tally[whole], line.figure(part))


@register.simple_tag
def cost_cell(line: Any, measure: str) -> SafeString:
    """What one lead that came so far cost; "n/a" without any."""
    tally: Tally = line.caught
    each = tally.cost_of(measure)
    return _cell(_("n/a") if each is None else fmt.money(each), tally[measure], line.figure(measure))


@register.simple_tag
def promise_change(promise: Any) -> str:
    """By how many points a promise is kept better or worse than before."""
    if promise.delta is None:
        return ""
    return _("%(n)s pts") % {"n": fmt.signed(round(promise.delta * 100))}


def _cell(text: str, n: int, url: str) -> SafeString:
    thin = " muted" if n < FEW else ""
    return format_html(
        '<td class="num{}"><a class="link" href="{}">{}</a><span class="muted xs block">n={}</span></td>',
        thin, url, text, n,
    )  # fmt: skip

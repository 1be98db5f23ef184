"""Makes the ledger agree with its sources: earns what live sources deserve, takes back what reversed ones had earned.

Every family of sources goes through one door, `agree`: under the lock of the sources, what they deserve is
compared with the last line of each chain, and only the difference is posted. A second call writes nothing.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from django.db import InterfaceError, OperationalError, transaction

from core import deferred
from debrief.models import Verdict
from incentives.choices import LineKind
from incentives.models import LedgerLine, Period, price_book
from incentives.rules.pricing import PriceBook
from incentives.services import due_bounties, due_findings, due_handoffs, due_outcomes, due_returns, due_reviews
from incentives.services.dues import Due, Family
from incentives.services.posting import NewLine, lock_chain, post
from leads.models import Outcome

log = logging.getLogger(__name__)
BATCH = 500
RECENT = timedelta(days=2)
FAMILIES = (
    due_findings.FAMILY,
    due_bounties.FAMILY,
    due_handoffs.FAMILY,
    due_outcomes.FAMILY,
    due_reviews.FAMILY,
    due_returns.FAMILY,
)


def settle_finding_points(finding_id: int, *, now: datetime) -> int:
    """The points of this finding, of what shares its discovery, its question and its review agree with the verdicts."""
    firsts = Verdict.objects.filter(
        finding__visit__debrief__visits__findings=finding_id, finding__visit__debrief__state="closed"
    )
    written = agree(due_findings.FAMILY, due_findings.roots_of(finding_id), now=now)
    written += agree(due_bounties.FAMILY, due_bounties.questions_of(finding_id), now=now)
    first = firsts.order_by("pk").values_list("pk", flat=True).first()
    return written + (agree(due_reviews.FAMILY, [first], now=now) if first else 0)


def settle_lead_points(*, now: datetime, handoff_id: int | None = None, lead_id: int | None = None) -> int:
    """The points of this handoff, or of this lead's outcomes, agree with what was decided."""
    if handoff_id is not None:
        return agree(due_handoffs.FAMILY, [handoff_id], now=now)
    outcomes = list(Outcome.objects.filter(lead=lead_id).order_by("pk").values_list("pk", flat=True))
    return agree(due_outcomes.FAMILY, outcomes, now=now)


def settle_all_points(now: datetime, *, since: datetime | None = None) -> dict[str, int]:
    """Every source is settled; with `since`, those that moved after it. Counts of lines written, by family."""
    book = price_book()
    counts = {}
    for family in FAMILIES:
        waiting = family.waiting(since)
        counts[family.name] = sum(agree(family, chunk, now=now, book=book) for chunk in _batches(waiting))
    return counts


@transaction.atomic
def settle_night(now: datetime) -> dict[str, int]:
    """The same in one transaction: every source, then every month, is locked before the first line, in one order."""
    waiting = {family.name: list(family.waiting(None)) for family in FAMILIES}
    for family in FAMILIES:
        family.lock(waiting[family.name])
    lock_chain(list(Period.objects.postable().order_by("month").values_list("pk", flat=True)))
    book = price_book()
    return {
        family.name: sum(agree(family, chunk, now=now, book=book) for chunk in _batches(waiting[family.name]))
        for family in FAMILIES
    }


def settle_recent_points(now: datetime) -> int:
    """What a lost bell left behind in the last two days is settled; a source that fails does not stop the others."""
    book = price_book()
    written = 0
    for family in FAMILIES:
        topic = f"settle_{family.name}"
        held = deferred.held_back(topic, now=now)
        waiting = (pk for pk in family.waiting(now - RECENT) if str(pk) not in held)
        for chunk in _batches(waiting):
            written += _settle_chunk(family, chunk, topic, now=now, book=book)
    return written


def _settle_chunk(family: Family, chunk: list[int], topic: str, *, now: datetime, book: PriceBook) -> int:
    try:
        return agree(family, chunk, now=now, book=book)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("settling_failed", extra={"family": family.name})
        done = [
            deferred.attempt(topic, str(pk), partial(agree, family, [pk], now=now, book=book), now=now) for pk in chunk
        ]
        return sum(done)


@transaction.atomic
def agree(family: Family, source_ids: Sequence[int], *, now: datetime, book: PriceBook | None = None) -> int:
    """The lines of these sources say what the sources deserve, no more and no less; how many lines it took."""
    if not source_ids:
        return 0
    family.lock(source_ids)
    dues, concerned = family.dues(source_ids, book or price_book())
    tips = {(tip.person_id, tip.component_id or 0, _source(tip, family)): tip for tip in family.tips(concerned)}
    deserved = {due.key: due for due in dues}
    taken = [tip for key, tip in tips.items() if _is_wrong(tip, deserved.get(key))]
    reversals = post([_reversal(tip, family) for tip in taken], now=now)
    after = {line.reverses_id: line.pk for line in reversals}
    credits = [
        _credit(due, family, follows=after.get(tip.pk, tip.pk) if (tip := tips.get(key)) else None)
        for key, due in deserved.items()
        if _is_missing(tips.get(key), due)
    ]
    return len(reversals) + len(post(credits, now=now))


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    source = iter(ids)
    while chunk := list(islice(source, BATCH)):
        yield chunk


def _source(tip: LedgerLine, family: Family) -> int:
    source: int = getattr(tip, f"{family.origin}_id")
    return source


def _is_wrong(tip: LedgerLine, due: Due | None) -> bool:
    """Credit that stands and is not what the source deserves."""
    return tip.kind == LineKind.EARNED and tip.points != 0 and (due is None or due.points != tip.points)


def _is_missing(tip: LedgerLine | None, due: Due) -> bool:
    """A credit to book: the first one, zero included, or another one than the chain ends with."""
    if tip is None:
        return True
    return due.points != 0 and (tip.kind == LineKind.REVERSED or tip.points != due.points)


def _reversal(tip: LedgerLine, family: Family) -> NewLine:
    return NewLine(
        person_id=tip.person_id,
        kind=LineKind.REVERSED,
        points=-tip.points,
        occurred_on=tip.occurred_on,
        component_id=tip.component_id,
        origin=family.origin,
        source_id=_source(tip, family),
        reverses_id=tip.pk,
    )


def _credit(due: Due, family: Family, *, follows: int | None) -> NewLine:
    return NewLine(
        person_id=due.person_id,
        kind=LineKind.EARNED,
        points=due.points,
        occurred_on=due.occurred_on,
        component_id=due.component_id,
        origin=family.origin,
        source_id=due.source_id,
        follows_id=follows,
    )


def unsettled(now: datetime) -> Iterable[tuple[str, int]]:
    """The sources that wait for their lines: what the outbox shows."""
    return [(family.name, len(list(family.waiting(now - RECENT)))) for family in FAMILIES]

"""Questions proposed from what the CRM lacks about companies with open opportunities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from accounts.choices import Scope
from accounts.models import User
from accounts.scoping import scope_of
from core.kept import kept
from crm.choices import BuyingRole, FactTopic, OpportunityState
from crm.models import Company, Contact, Fact
from debrief.choices import Gap, QuestionState
from debrief.models import Question
from debrief.models.gap import GAPS, gap_texts
from debrief.rules.novelty import FRESH_DAYS

AGAIN_AFTER = timedelta(days=90)
MOST, MOST_OF_A_KIND, MOST_LIKELY = 8, 3, 40
KEPT_SECONDS = 600
BUYERS = (BuyingRole.BUYER, BuyingRole.DECISION_MAKER)
PURCHASING = ("achat", "acheteu", "purchas", "buyer", "gérant", "gerant", "dirigeant", "directeur général", "owner")


@dataclass(frozen=True)
class Proposal:
    """One question ready to ask, with why and to whom."""

    gap: str
    why: str
    company: Company
    text_fr: str
    text_en: str
    points: int
    amount: Decimal


def proposals(user: User, day: date) -> list[Proposal]:
    """The dearest open opportunities first; nothing asked, closed or set aside in the last ninety days."""
    likely = _likely(user, day)
    found = [proposal for gap in Gap.values if likely[gap] for proposal in _of(gap, user, day, likely[gap])]
    return sorted(found, key=lambda one: (-one.amount, one.company.pk, one.gap))[:MOST]


def _likely(user: User, day: date) -> dict[str, list[int]]:
    """The companies to propose for each gap, looked for among all of them every ten minutes; what has been asked or
    told since is seen at once, by `_of`."""
    reach = "all" if scope_of(user, "crm") == Scope.ALL else user.pk

    def read() -> dict[str, list[int]]:
        return {gap: [company.pk for company in _rows(gap, user, day)[:MOST_LIKELY]] for gap in Gap.values}

    return kept("gaps", (reach, day), read, seconds=KEPT_SECONDS)


def _rows(gap: str, user: User, day: date, likely: Sequence[int] | None = None) -> QuerySet[Any]:
    recent = Question.objects.filter(company=OuterRef("pk"), gap=gap).filter(
        Q(state=QuestionState.OPEN) | Q(asked_at__date__gte=day - AGAIN_AFTER)
    )
    open_deals = Q(opportunities__state=OpportunityState.OPEN)
    rows = Company.objects.live().visible_to(user).filter(~Exists(recent))
    if likely is not None:
        rows = rows.filter(pk__in=likely)
    rows = _lacking(gap, rows, day).annotate(amount=Sum("opportunities__amount", filter=open_deals))
    return rows.filter(amount__gt=0).order_by("-amount", "pk")  # type: ignore[no-any-return]


def _of(gap: str, user: User, day: date, likely: Sequence[int]) -> Iterator[Proposal]:
    for company in _rows(gap, user, day, likely).select_related("owner")[:MOST_OF_A_KIND]:
        texts = gap_texts(gap, company)
        yield Proposal(
            gap=gap,
            why=str(Gap(gap).label),
            company=company,
            text_fr=texts["text_fr"],
            text_en=texts["text_en"],
            points=GAPS[gap][1]["points"],
            amount=company.amount,
        )


def _lacking(gap: str, rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    if gap == Gap.NO_SIZE:
        return rows.filter(employees=None)
    if gap == Gap.NO_BUYER:
        buys = Q(buying_role__in=BUYERS)
        for word in PURCHASING:
            buys |= Q(role__icontains=word)
        return rows.filter(~Exists(Contact.objects.live().filter(buys, company=OuterRef("pk"))))
    if gap == Gap.STALE_RIVAL:
        rivals = Fact.objects.filter(company=OuterRef("pk"), topic=FactTopic.COMPETITOR)
        since = day - timedelta(days=FRESH_DAYS[FactTopic.COMPETITOR])
        sure = rivals.fresh(day).filter(confirmed_at__date__gte=since)
        return rows.filter(Exists(rivals.live()), ~Exists(sure))
    prices = Fact.objects.fresh(day).filter(company=OuterRef("pk"), topic=FactTopic.PRICE)
    rivals = Fact.objects.live().filter(company=OuterRef("pk"), topic=FactTopic.COMPETITOR)
    return rows.filter(Exists(rivals), ~Exists(prices))

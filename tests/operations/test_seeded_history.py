"""A history made inside Postgres obeys the causal model, and its books are those that settling would keep."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from config.seeding.profiles import Profile
from config.seeding.story import tell
from core import clock
from core.models import ClosedMonth
from core.periods import Month
from debrief.models import Debrief, Finding
from incentives.models import Dispute, LedgerLine, Period, price_book
from incentives.services.settling import FAMILIES, agree, settle_all_points
from leads.models import Handoff, HandoffQuestion, Lead, LeadRating, LeadStep, Outcome, RevenueAttribution
from leads.services.attribution import unsettled_deals

pytestmark = pytest.mark.django_db
SMALL = Profile("small", 2, 4, 2, 12, 120, 240, 6_000, 110, 4, 1, 20)
WINS = """
    SELECT {side} AS side, count(*), avg((state = 'won')::int)
    FROM seed_deal WHERE state <> 'open' AND i < 10000000 GROUP BY side ORDER BY side
"""


@pytest.fixture(scope="module")
def history(django_db_setup, django_db_blocker, tmp_path_factory):
    """Six months of a small company, forgotten after these tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor, override_settings(APP_DATA_DIR=tmp_path_factory.mktemp("data")):
            cursor.execute("SET LOCAL ROLE app_owner")  # who seeds, and may analyze
            counts = tell(SMALL, 1, clock.local_day(), lambda step: None)
            cursor.execute("GRANT SELECT ON seed_deal TO app_rw")
            cursor.execute("SET LOCAL ROLE app_rw")
            cursor.execute("SET LOCAL statement_timeout = '120s'")  # the keys of a whole history are checked at once
        yield counts
        transaction.set_rollback(True)


def wins(side):
    """Two sides: how many deals were closed on each, and the share that was won."""
    with connection.cursor() as cursor:
        cursor.execute(WINS.format(side=side))
        (_, n_low, low), (_, n_high, high) = cursor.fetchall()
    assert min(n_low, n_high) >= 200
    return low, high


def test_better_campaigns_win_more(history):
    low, high = wins("quality > (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY quality) FROM seed_deal)")
    assert high > low


def test_fresh_facts_from_the_field_win_more(history):
    low, high = wins("facts > 1")
    assert high > low


def test_earlier_months_are_locked_and_the_last_is_approved_by_another_person(history):
    last = Month.of(clock.local_day()).previous().first
    months = list(Period.objects.filter(month__lt=last))
    assert len(months) >= 3
    assert {period.state for period in months} == {"locked"}
    assert all(period.locked_by_id != period.approved_by_id for period in months)
    assert ClosedMonth.objects.count() == len(months)
    assert Period.objects.get(month=last).state == "approved"


def test_the_book_is_proved(history):
    call_command("ledger_verify")
    assert LedgerLine.objects.count() > 4_000


def test_settling_finds_nothing_left_and_nothing_wrong(history):
    book = price_book()
    now = clock.now()
    assert sum(settle_all_points(now).values()) == 0
    for family in FAMILIES:
        origins = LedgerLine.objects.filter(family.lines, **{f"{family.origin}__isnull": False}).order_by("-pk")
        field = "verdict__finding_id" if family.name == "finding" else f"{family.origin}_id"
        sources = list(dict.fromkeys(origins.values_list(field, flat=True)[:400]))
        assert agree(family, sources, now=now, book=book) == 0


def test_every_win_is_attributed_to_the_cent(history):
    assert unsettled_deals(clock.now()) == []
    wins = Outcome.objects.filter(result="won")
    shares = RevenueAttribution.objects.filter(model="u", opportunity__outcomes__in=wins)
    assert sum(shares.values_list("amount", flat=True)) == sum(wins.values_list("amount", flat=True))


def test_every_desk_has_something_to_do(history):
    waiting = Handoff.objects.filter(decision="pending")
    now = clock.now()
    assert waiting.filter(to__email="rep_a1@example.test", due_at__gt=now).count() >= 2
    assert waiting.filter(due_at__lte=now).exists()
    assert Lead.objects.unassigned().count() >= 4
    assert Lead.objects.unassigned().exclude(routing_reason="").exists()
    assert HandoffQuestion.objects.open().exists()
    assert HandoffQuestion.objects.exclude(answered_at=None).exists()
    assert LeadStep.objects.overdue(clock.local_day()).exists()
    assert LeadRating.objects.filter(fit="poor").exists()
    assert Debrief.objects.filter(rep__email="rep_a1@example.test", state="returned").exists()
    assert Debrief.objects.filter(state="filed").exists()
    assert Debrief.objects.filter(rep__email="rep_a1@example.test", visits__next_step_on=clock.local_day()).exists()
    assert Finding.objects.filter(in_conflict=True).exists()
    assert Dispute.objects.filter(state="open").count() == 1

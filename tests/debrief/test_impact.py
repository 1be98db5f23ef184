"""What information led to: fields filled, leads helped, deals influenced, questions closed; derived, never stored."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail as outbox

from core import messages
from core.models import Message, Notification
from crm.services.opportunities import open_opportunity, win_opportunity
from debrief.models.impact import impact_of
from debrief.selectors.impact_board import impact_board
from debrief.services.verdicts import accept_finding, reverse_verdict
from debrief.services.weekly import tell_weekly_impact
from tests.factories.debrief import DAY, EVENING, MORNING, company, contact, correction, filed, findings, signal, visit
from tests.factories.leads import CampaignFactory, LeadFactory
from tests.factories.questions import question

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
MONDAY = MORNING.replace(month=3, day=16, hour=8, minute=30)  # 09:30 in Paris


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def useful(alice, chloe):
    """Alice's competitor and phone of one company are kept; a lead is accepted there, then a deal is won."""
    where = company(alice, "Fournil d’Anna", phone="04 70 00 00 00")
    asked = question(chloe)
    told = filed(alice, visit(where, signal(question=asked), correction()))
    kept = [accept_finding(one, by=chloe, now=MORNING) for one in findings(told)]
    campaign = CampaignFactory(name="Salon de Lyon", owner=chloe)
    LeadFactory(
        state="accepted", owner=alice, team=alice.team, company=where, campaign=campaign, name="Paul Petit",
        accepted_at=MORNING + timedelta(hours=3),
    )  # fmt: skip
    deal = open_opportunity(
        by=alice, owner=alice, company=where, name="Four à sole", amount=Decimal(9000),
        contacts=[contact(alice, where)], opened_on=DAY,
    )  # fmt: skip
    win_opportunity(deal, by=alice, amount=Decimal(9000), closed_on=date(2026, 3, 12), now=MORNING + timedelta(days=1))
    return kept


def test_what_was_kept_filled_helped_and_influenced_is_counted(alice, useful):
    impact = impact_of(alice, EVENING, EVENING + WEEK)
    assert (impact.told, impact.kept, impact.fields, impact.facts) == (2, 2, 1, 1)
    assert (impact.leads, impact.deals, impact.amount, impact.questions) == (1, 1, Decimal(9000), 1)


def test_a_verdict_taken_back_leaves_no_trace(alice, odile, useful):
    for verdict in useful:
        reverse_verdict(verdict, by=odile, reason="Erreur", now=MORNING + timedelta(days=2))
    assert impact_of(alice, EVENING, EVENING + WEEK).is_empty


def test_a_lead_or_a_deal_of_before_owes_nothing_to_it(alice, chloe):
    where = company(alice)
    early = MORNING - timedelta(days=100)
    LeadFactory(state="accepted", owner=alice, company=where, accepted_at=early)
    accept_finding(findings(filed(alice, visit(where, signal())))[0], by=chloe, now=MORNING)
    assert impact_of(alice, EVENING, EVENING + WEEK).leads == 0


def test_the_feed_says_what_each_finding_led_to(alice, useful, client_of):
    page = client_of(alice).get("/findings/").content.decode()
    for words in ("A aidé un lead", "Paul Petit", "Salon de Lyon", "A influencé une affaire gagnée", "Four à sole"):
        assert words in page, words
    assert "prend la prime" in page


def test_marketing_reads_whose_information_helped_which_campaign(alice, amine, chloe, useful, client_of):
    board = impact_board(chloe, MORNING + timedelta(days=3))
    assert [(row.lead.name, row.authors) for row in board.rows] == [("Paul Petit", ["Alice Aubert"])]
    assert [(one.name, one.leads, one.won) for one in board.authors] == [("Alice Aubert", 1, 0)]
    assert "Téléphone\u00a0: 04 72 00 00 01" in [one.value for one in board.rows[0].said]
    with time_machine.travel(MORNING + timedelta(days=3), tick=False):
        assert "Salon de Lyon" in client_of(chloe).get("/impact/").content.decode()
        campaign = board.rows[0].lead.campaign
        panel = client_of(chloe).get(f"/impact/panels/campaigns/{campaign.pk}/").content.decode()
        assert client_of(amine).get("/impact/").status_code == 403
    assert "Alice Aubert" in panel


def test_the_weekly_mail_comes_once_on_monday_morning_in_the_persons_language(alice, useful):
    alice.language = "en"
    alice.save()
    assert tell_weekly_impact(MONDAY) == 1
    assert tell_weekly_impact(MONDAY + timedelta(minutes=5)) == 0
    Message.objects.exclude(template="debrief/weekly_impact").delete()
    Message.objects.update(next_at=MONDAY)
    assert messages.send_waiting(MONDAY + timedelta(minutes=1)) == 1
    letter = outbox.outbox[0]
    assert letter.subject == "What your information became last week"
    for words in ("2 of your findings entered the CRM", "1 lead helped", "1 won deal influenced, €9,000"):
        assert words in letter.body, words
    assert "/profile/" in letter.alternatives[0][0]
    assert Notification.objects.filter(to=alice, kind="weekly_impact").count() == 1


@pytest.mark.parametrize(
    "now",
    [
        MONDAY - timedelta(hours=1),  # 08:30
        MONDAY + timedelta(hours=3),  # 12:30
        MONDAY - timedelta(days=1),  # Sunday
        MONDAY + timedelta(days=1),  # Tuesday: its Monday was the day
    ],
)
def test_it_comes_at_no_other_hour(alice, useful, now):
    assert tell_weekly_impact(now) == 0


def test_after_an_easter_monday_it_comes_on_tuesday(alice, chloe):
    with time_machine.travel(EVENING + 3 * WEEK, tick=False):
        now, day = EVENING + 3 * WEEK, DAY + 3 * WEEK
        told = filed(alice, visit(company(alice), signal()), day=day, now=now)
        accept_finding(findings(told)[0], by=chloe, now=now)
    easter_monday = MONDAY.replace(month=4, day=6, hour=7)
    assert tell_weekly_impact(easter_monday) == 0
    assert tell_weekly_impact(easter_monday + timedelta(days=1)) == 1


def test_who_switched_it_off_or_told_nothing_gets_none(alice, amine, useful):
    alice.weekly_impact = False
    alice.save()
    assert tell_weekly_impact(MONDAY) == 0
    assert not Notification.objects.filter(kind="weekly_impact").exists()

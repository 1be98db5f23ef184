"""The manager reads the figures, approves a statement and takes the three files; the rep reads her points."""

import csv
import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from accounts.models import User
from core import clock
from incentives.models import Statement
from incentives.services.adjusting import adjust_points
from incentives.services.contributions import compute_contributions
from incentives.services.periods import compute_period, review_period
from incentives.services.settling import settle_all_points
from tests.e2e.conftest import PHONE
from tests.factories.incentives import finding, handoff, judged, period, planned, published_plan

DAYS_BACK = range(1, 6)


@pytest.fixture
def month(roles, alice, amine, bob, chloe, odile):
    """A week of findings of two reps, settled, scored, computed and in review."""
    User.objects.update(language="en")
    now = clock.now()
    today = clock.local_day(now)
    plan = published_plan(odile).plan
    for rep in (alice, amine):
        planned(rep, odile, plan=plan)
        for back in DAYS_BACK:
            for kind in ("contact", "market_signal"):
                judged(finding(rep, today - timedelta(days=back), kind=kind), chloe, when=now)
    handoff(alice, chloe, when=now)
    handoff(alice, chloe, "pending", in_time=None, when=now - timedelta(days=3))
    settle_all_points(now)
    adjust_points(alice, by=odile, points=5, reason="Salon du dimanche", now=now)
    for back in (29, 22, 15, 8, 1):
        compute_contributions(today - timedelta(days=back), now=now)
    book = period(f"{today:%Y-%m}")
    return review_period(compute_period(book, by=odile, now=now), by=odile, now=now)


def test_the_dashboard_prints_on_one_upright_sheet(month, open_as):
    page = open_as(User.objects.filter(role="marketer").first(), "/roi/")
    page.get_by_role("heading", level=1).wait_for()
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    assert sheets[0].mediabox.height > sheets[0].mediabox.width


def test_the_manager_reads_approves_and_exports(month, open_as, bob, alice):
    page = open_as(bob, "/team/")
    page.get_by_role("heading", name="Contributions").wait_for()
    assert page.get_by_role("rowheader", name="Alice Aubert").count() == 1
    statement = Statement.objects.get(person=alice)
    page.goto(statement.get_absolute_url())
    amount = page.locator("#amount").inner_text()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("The statement is approved").first.wait_for()
    page.goto("/points/export/")
    page.get_by_role("heading", name="Points of").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(text), delimiter=",") if row["Person"] == alice.name]
    assert row["Amount"] == amount.removeprefix("€")
    for name in ("Excel", "PDF"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        assert waiting.value.path().stat().st_size > 1000
    page.reload()
    assert page.get_by_text(re.compile(r"\bE\d{6}\b")).count() == 3


def test_the_rep_reads_her_points_and_contests_a_line(month, open_as, alice):
    page = open_as(alice, "/points/", device=PHONE)
    page.get_by_text("Balance since the beginning").wait_for()
    page.get_by_role("link", name="Contest").first.click()
    page.get_by_label("What do you contest").fill("Ce contact était nouveau")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Your dispute is open").first.wait_for()
    assert alice.disputes.count() == 1

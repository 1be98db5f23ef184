"""The rep's budget, at human pace in a real browser: taps and seconds of a visit and of a day, and bytes of her pages.

Pace: 1.2 s for a tap (see, reach, press), 0.28 s for a character on a phone's keyboard, 0.4 s for a dictated word. The
script really waits: what it prints is the time of the person and of the machine together.
"""

import os
import shutil
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client

from accounts.models import User
from accounts.services.roles import put_in_group
from core import clock
from crm.choices import Channel
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from debrief.services.entries import PersonEntry, VisitEntry
from debrief.services.filing import file_debrief, open_day
from debrief.services.visits import add_visit

TAP, KEY, WORD = 1.2, 0.28, 0.4  # seconds
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PLACES = ("Boulangerie Martin", "Hôtel du Parc", "Brasserie Georges")
BUDGETS = {"visit": 5, "day": 90.0, "page": 60.0}  # taps, seconds, kilobytes


@dataclass
class Hand:
    """A person on a phone: every act costs its time and is counted."""

    page: Any
    taps: int = 0
    keys: int = 0
    words: int = 0
    started: float = field(default_factory=time.perf_counter)

    def tap(self, target: Any) -> None:
        time.sleep(TAP)
        self.taps += 1
        target.first.click()

    def write(self, target: Any, text: str) -> None:
        self.tap(target)
        self.keys += len(text)
        target.first.press_sequentially(text, delay=KEY * 1000)

    def dictate(self, target: Any, text: str) -> None:
        self.tap(target)
        self.words += len(text.split())
        time.sleep(WORD * len(text.split()))
        target.first.fill(text)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.started


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: the bench prints figures only."""


def serve() -> tuple[ThreadedWSGIServer, str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


def somebody() -> User:
    """A rep of her own, who promised three visits for today at companies she knows."""
    now, today = clock.now(), clock.local_day()
    rep: User = User.objects.create(
        email=f"taps-{now:%Y%m%d%H%M%S}@example.test", name="Inès Mesure", role="rep", language="fr"
    )
    put_in_group(rep)
    draft = open_day(rep=rep, day=today - timedelta(days=1), by=rep, now=now)
    for name in PLACES:
        where = create_company(by=rep, name=f"{name} {rep.pk}", owner=rep, channel=Channel.PAGE)
        met = create_contact(
            by=rep, company=where, name="Camille Roy", how_acquired="met", acquired_on=today, channel=Channel.PAGE
        )
        entry = VisitEntry(company=where, people=(PersonEntry(contact=met),), next_step="visit", next_step_on=today)
        add_visit(draft, by=rep, entry=entry, now=now)
    file_debrief(draft, by=rep, now=now)
    return rep


def chip(page: Any, name: str, value: str) -> Any:
    """The label a thumb presses for one choice."""
    return page.locator(f'label:has([name="{name}"][value="{value}"]), input[name="{name}"][value="{value}"] + label')


def minimum_visit(hand: Hand) -> None:
    """Who was expected is ticked already: how it went, what comes next, saved."""
    hand.tap(chip(hand.page, "result", "follow_up"))
    hand.tap(chip(hand.page, "next_step", "nothing"))
    hand.tap(hand.page.get_by_role("button", name="Enregistrer la visite"))
    hand.page.wait_for_url("**/today/**")


def full_visit(hand: Hand) -> None:
    """A new person, a quote with its amount, a competitor, a next step with its day, a dictated sentence."""
    page = hand.page
    hand.tap(page.get_by_text("Nouvelle personne"))
    hand.write(page.locator("#id_people-0-name"), "Paul Girard")
    hand.tap(chip(page, "result", "quote"))
    hand.write(page.locator("#id_amount"), "12400")
    hand.tap(page.locator(".finding-lines summary", has_text="Concurrent"))
    hand.write(page.locator('[data-line=findings][open] input[name$="-value"]'), "Panitech, devis")
    hand.tap(chip(page, "next_step", "call"))
    hand.tap(chip(page, "next_when", "1"))
    hand.dictate(page.locator("#id_note"), "Veut comparer les deux offres avant la fin du mois.")
    hand.tap(page.get_by_role("button", name="Enregistrer la visite"))
    page.wait_for_url("**/today/**")


def weight(browser: Any, base: str, cookie: dict[str, str], path: str) -> float:
    """Kilobytes on the wire, cold: no cache, no service worker."""
    context = browser.new_context(base_url=base, locale="fr-FR", service_workers="block", **PHONE)
    context.add_cookies([cookie])
    page = context.new_page()
    session, size = context.new_cdp_session(page), [0.0]
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda event: size.__setitem__(0, size[0] + event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    context.close()
    return size[0] / 1024


def measure() -> str:
    """The table of the rep's budget; a sentence when this machine has no browser."""
    binary = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not binary:
        return "No Chromium on this machine: the rep's budget was not measured."
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from playwright.sync_api import sync_playwright

    rep = somebody()
    client = Client()
    client.force_login(rep, backend="django.contrib.auth.backends.ModelBackend")
    server, base = serve()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox", "--disable-gpu"])
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            return table(drive(browser, base, {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}))
    finally:
        server.shutdown()


def drive(browser: Any, base: str, cookie: dict[str, str]) -> dict[str, float]:
    """One day: a full visit, a minimum one, one with nothing new, filed."""
    context = browser.new_context(base_url=base, locale="fr-FR", **PHONE)
    context.add_cookies([cookie])
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/today/")
    told: dict[str, float] = {"weight_day": weight(browser, base, cookie, "/today/")}
    first, second, _third = (page.locator(".visits > li > a", has_text=name) for name in PLACES)
    told["weight_visit"] = weight(browser, base, cookie, first.get_attribute("href"))
    day = Hand(page)
    day.tap(first)
    full_visit(day)
    short = Hand(page)
    short.tap(second)
    minimum_visit(short)
    told |= {"visit_taps": short.taps, "visit_seconds": short.seconds}
    day.taps += short.taps
    day.tap(page.locator(".visits > li", has_text=PLACES[2]).get_by_role("button", name="Rien de neuf"))
    page.wait_for_load_state()
    day.tap(page.get_by_role("button", name="Déposer ma journée"))
    page.get_by_role("heading", name="Journée déposée").wait_for()
    told |= {"day_taps": day.taps, "day_seconds": day.seconds, "day_keys": day.keys}
    context.close()
    return told


def table(told: dict[str, float]) -> str:
    rows = (
        ("minimum visit, taps", told["visit_taps"], BUDGETS["visit"]),
        ("minimum visit, seconds", told["visit_seconds"], None),
        ("day of 3 visits, one full: seconds", told["day_seconds"], BUDGETS["day"]),
        ("day of 3 visits, one full: taps", told["day_taps"], None),
        ("day of 3 visits, one full: characters typed, none of a company", told["day_keys"], None),
        ("My day, KB on the wire", told["weight_day"], BUDGETS["page"]),
        ("visit, KB on the wire", told["weight_visit"], BUDGETS["page"]),
    )
    lines = ["| the rep's budget | measured | at most | |", "|---|---|---|---|"]
    for label, value, most in rows:
        verdict = "" if most is None else "held" if value <= most else "**missed**"
        lines.append(f"| {label} | {value:.1f} | {'—' if most is None else f'{most:.0f}'} | {verdict} |")
    return "\n".join(lines)

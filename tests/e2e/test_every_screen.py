"""Every screen, in both languages, both themes and both widths: readable, whole, light, and silent in the console."""

import gzip
import time

import pytest

from accounts.models import User
from tests.e2e.conftest import cookie_of
from tests.e2e.screens import PHONE_ONLY, SCREENS, address
from tests.house import objects
from tests.house.messages import french, used
from tests.house.test_translations import SAME, spoken
from tests.house.world import people

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REP_WEIGHT, DESK_WEIGHT = 60 * 1024, 90 * 1024
STEADY = 0.02  # how much of a page may move while it loads
SHIFTS = """() => new Promise((done) => {
  let total = 0;
  const add = (list) => list.getEntries().forEach((one) => { total += one.hadRecentInput ? 0 : one.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 60);
})"""
NOUNS = ("visit", "handoff", "statement", "debrief", "lead", "campaign", "company", "contact", "period", "user")


class Sweep:
    """One browser going from screen to screen; `faults` says what is wrong where."""

    def __init__(self, browser, base_url):
        from axe_playwright_python.sync_playwright import Axe

        self.axe, self.browser, self.base_url = Axe(), browser, base_url
        self.faults, self.weights, self.files = [], {}, {}
        self.english = {msgid for _context, msgid in used()} - SAME
        self.english -= {msgid for (_context, msgid), forms in french().items() if forms[0] == msgid}

    def visit(self, person, who, language, world):
        quiet = {"service_workers": "block", "viewport": WIDE, "reduced_motion": "reduce"}
        locale = f"{language}-{language.upper()}"
        context = self.browser.new_context(base_url=self.base_url, locale=locale, **quiet)
        if person is not None:
            context.add_cookies([cookie_of(person, self.base_url)])
        page = context.new_page()
        page.on("pageerror", lambda error: self.note(page, f"error: {error}"))
        page.on("console", lambda said: self.note(page, f"console: {said.text}") if said.type == "error" else None)
        page.on("response", lambda answer: self.files.setdefault(page, []).append(answer))
        for path in SCREENS[who]:
            light = who == "rep_a1" and path in PHONE_ONLY
            self.look(page, address(path, who, world), REP_WEIGHT if light else DESK_WEIGHT, language)
        context.close()

    def note(self, page, text):
        self.faults.append(f"{page.url}: {text}")

    def look(self, page, url, most, language):
        self.files[page] = []
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light" if language == "fr" else "dark")
        answer = page.goto(url)
        if page.locator("[data-src]").count():  # boxes that fetch themselves
            page.wait_for_load_state("networkidle")
        if answer.status != 200:
            self.note(page, f"answers {answer.status}")
        if (moved := page.evaluate(SHIFTS)) > STEADY:
            self.note(page, f"moves by {moved:.3f} while loading")
        if language == "fr":
            self.weigh(page, most)
            said = spoken(page.content()) & self.english
            if said:
                self.note(page, f"speaks English: {sorted(said)}")
        self.examine(page, WIDE, language)
        page.set_viewport_size(NARROW)
        page.emulate_media(color_scheme="dark" if language == "fr" else "light")
        self.examine(page, NARROW, language)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            self.note(page, "is wider than the phone")

    def weigh(self, page, most):
        """What the page takes on the wire: texts compressed, fonts and images as they are."""
        sizes = []
        for answer in self.files[page]:
            key = answer.url if "/static/" in answer.url else None
            if key is None or key not in self.weights:
                body = answer.body() if answer.status == 200 else b""
                self.weights[key] = min(len(body), len(gzip.compress(body)))
            sizes.append(self.weights[key])
        if sum(sizes) > most:
            self.note(page, f"weighs {sum(sizes) // 1024} KB")

    def examine(self, page, size, language):
        """axe on a screen high enough for sticky bars to hide nothing; the contrast alone in the second language."""
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": max(height + 200, size["height"])})
        only = WCAG if language == "fr" else {"type": "rule", "values": ["color-contrast"]}
        found = self.axe.run(page, options={"runOnly": only, "resultTypes": ["violations"]})
        for one in found.response["violations"]:
            where = [node["html"][:140] for node in one["nodes"][:3]]
            self.note(page, f"{size['width']} px, {one['id']}: {where}")


@pytest.fixture
def company(roles):
    """Everybody, each with objects of their own."""
    from types import SimpleNamespace

    made = people()
    world = SimpleNamespace(people=made, objects={})
    built = {noun: objects.build(noun, world) for noun in NOUNS}
    return made, built


def test_every_screen_is_first_class(company, chromium, live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]
    made, built = company
    sweep, begun = Sweep(chromium, live_server.url), time.monotonic()
    for language in ("fr", "en"):
        User.objects.update(language=language)
        for who in SCREENS:
            sweep.visit(made.get(who), who, language, built)
    assert sweep.faults == [], "\n".join(sweep.faults)
    print(f"{time.monotonic() - begun:.0f} s")  # noqa: T201

"""One browser that goes from screen to screen and says what is wrong where."""

import gzip
import re
import threading
from urllib.parse import urlsplit

import brotli

from core import request_id
from core.views.errors import DETAILS
from tests.e2e.screens import PHONE_ONLY, address, status_of
from tests.house.messages import french, used
from tests.house.test_translations import SAME, spoken

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REP_WEIGHT, DESK_WEIGHT = 60 * 1024, 90 * 1024
STEADY = 0.01  # how much of a page may move while it loads
SHIFTS = """() => new Promise((done) => {
  let total = 0;
  const what = new Set();
  const add = (list) => list.getEntries().filter((one) => !one.hadRecentInput).forEach((one) => {
    total += one.value;
    one.sources.forEach(({ node }) => what.add(`${node?.nodeName}.${node?.className}#${node?.id}`));
  });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([total, [...what].join(", ")]), 60);
})"""
VIOLATIONS = """(options) => axe.run(options).then((found) => found.violations.map(
  (one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 140))]))"""
LOOKS = {  # how a page is first loaded, then how it is seen next
    "fr": ((WIDE, "light"), (NARROW, "dark")),
    "en": ((NARROW, "light"), (WIDE, "dark")),
}
QUICK_LOOKS = {"fr": ((NARROW, "dark"),), "en": ((WIDE, "light"),)}
BROKEN = re.compile(r"/(500|503)/$")


class Sweep:
    """What one thread sees; `faults` is shared by all."""

    weights: dict[str, int] = {}
    lock = threading.Lock()

    def __init__(self, browser, base_url, english, faults):
        from axe_playwright_python.sync_playwright import Axe

        self.axe, self.browser, self.base_url = Axe().axe_script, browser, base_url
        self.english, self.faults, self.files = english, faults, []

    def visit(self, who, cookie, screens, language, world, quick=False):
        """This person's screens, one after the other in one browser of her own."""
        options = {"service_workers": "block", "reduced_motion": "reduce", "viewport": WIDE}
        context = self.browser.new_context(base_url=self.base_url, locale=f"{language}-{language.upper()}", **options)
        if cookie:
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: self.note(page, f"error: {error}"))
        page.on("console", lambda said: self.hear(page, said))
        page.on("response", lambda answer: self.files.append(answer))
        page.route(BROKEN, failing(language))
        for path in screens:
            if path == "/imports/columns/":
                path = choose_file(page)
            light = who == "rep_a1" and path in PHONE_ONLY
            looks = (QUICK_LOOKS if quick else LOOKS)[language]
            answer = self.open(page, address(path, who, world), looks[0])
            self.judge(page, answer, status_of(path, who), REP_WEIGHT if light else DESK_WEIGHT, language)
            for size, scheme in looks:
                self.examine(page, size, scheme)
        context.close()

    def note(self, page, text):
        self.faults.append(f"{page.url}: {text}")

    def hear(self, page, said):
        """Whatever the console calls an error, except that a page was meant to be refused."""
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.note(page, f"console: {said.text}")

    def open(self, page, url, look):
        size, scheme = look
        self.files.clear()
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(url)
        if page.locator("[data-src]").count():  # boxes that fetch themselves
            page.wait_for_load_state("networkidle")
        return answer

    def judge(self, page, answer, status, most, language):
        """The answer, its steadiness, its weight and its language."""
        if answer.status != status:
            self.note(page, f"answers {answer.status} instead of {status}")
        for other in self.files:
            if other is not answer and other.status >= 400 and "favicon" not in other.url:
                self.note(page, f"{other.url} answers {other.status}")
        moved, what = page.evaluate(SHIFTS)
        if moved > STEADY:
            self.note(page, f"moves by {moved:.3f} while loading at {page.viewport_size['width']} px: {what}")
        if language == "fr":
            self.weigh(page, most)
            if said := spoken(page.content()) & self.english:
                self.note(page, f"speaks English: {sorted(said)}")
        page.evaluate(self.axe)

    def weigh(self, page, most):
        """What the page takes on the wire: our files by brotli, pages by gzip, fonts and images as they are."""
        sizes = []
        for answer in self.files:
            key = answer.url if "/static/" in answer.url else None
            if key is None or key not in self.weights:
                body = answer.body() if answer.status == 200 else b""
                size = min(len(body), len(brotli.compress(body) if key else gzip.compress(body)))
                sizes.append(size)
                if key:
                    with self.lock:
                        self.weights[key] = size
            else:
                sizes.append(self.weights[key])
        if sum(sizes) > most:
            self.note(page, f"weighs {sum(sizes) // 1024} KB")

    def examine(self, page, size, scheme):
        """axe on a screen high enough for sticky bars to hide nothing."""
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": max(height + 200, size["height"])})
        for rule, where in page.evaluate(VIOLATIONS, {"runOnly": WCAG, "resultTypes": ["violations"]}):
            self.note(page, f"{size['width']} px, {scheme}, {rule}: {where}")
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            self.note(page, f"is wider than {size['width']} px")


def english_sentences():
    """What no French page may say."""
    same = {msgid for (_context, msgid), forms in french().items() if forms[0] == msgid}
    return {msgid for _context, msgid in used()} - SAME - same


def failing(language):
    """Answers as the server does when it breaks, or when its database is away."""
    from django.template.loader import render_to_string
    from django.utils import translation

    with translation.override(language):
        told = {str(status): str(DETAILS[status][1]) for status in (500, 503)}
        pages = {
            status: render_to_string(f"{status}.html", {"request_id": request_id.current(), "detail": detail})
            for status, detail in told.items()
        }

    def answer(route):
        status = BROKEN.search(route.request.url)[1]
        route.fulfill(status=int(status), body=pages[status], content_type="text/html; charset=utf-8")

    return answer


def choose_file(page):
    """A file to import is chosen; the path where its columns are matched."""
    page.goto("/imports/new/?kind=companies")
    content = b"Nom;Ville;SIREN\nBoulangerie Martin;Lyon;\nFour & Fils;Bron;12\n"
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": content})
    page.locator("main form button.primary").click()
    page.wait_for_url("**/imports/*/columns/")
    return urlsplit(page.url).path

"""A browser on the live server: signed in, and failing on any console error or broken security policy."""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client

from tests.e2e.gateway import Gateway
from tests.e2e.phone import keep_at_hand

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
QUIET = ("favicon", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "Transition was")


def pytest_collection_modifyitems(items):
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the session, by Playwright's synchronous API; a journey without one fails, it is not left out."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "The browser journeys need a Chromium: apt-get install chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def roles(transactional_db):
    """The groups exist: emptying the tables between tests took them away."""
    from django.core.management import call_command

    call_command("sync_roles", verbosity=0)


@pytest.fixture
def open_as(chromium, live_server, roles, settings):
    """open_as(user, "/today/") → a page of this person's own browser; device=PHONE or DESK."""
    settings.ALLOWED_HOSTS = ["*"]
    opened, problems = [], []

    def note(text):
        if not any(word in text for word in QUIET):
            problems.append(text)

    def go(user, path="/", device=DESK, language="fr-FR", **options):
        context = chromium.new_context(base_url=live_server.url, locale=language, **device, **options)
        context.add_cookies([cookie_of(user, live_server.url)])
        context.set_default_timeout(30_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: note(f"pageerror: {error}"))
        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    go.forgive = lambda *words: problems.__setitem__(
        slice(None), [text for text in problems if not any(word in text for word in words)]
    )
    yield go
    for context in opened:
        context.close()
    assert problems == []


def cookie_of(user, url):
    """The session of somebody who has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


@pytest.fixture
def phone(chromium, live_server, settings):
    """phone(user) → a page behind a gateway that can be cut; phone.gateway is that gateway."""
    settings.ALLOWED_HOSTS = ["*"]
    server = live_server.thread
    gateway, contexts = Gateway(server.host, server.port), []

    def take(user, path="/today/", script=None, context=None):
        if context is None:
            context = chromium.new_context(base_url=gateway.url, locale="fr-FR", **PHONE)
            context.set_default_timeout(60_000)
            contexts.append(context)
        if script:
            context.add_init_script(script)
        if user:
            context.add_cookies([cookie_of(user, gateway.url)])
        page = context.new_page()
        page.goto(path)
        if user and not script:
            keep_at_hand(page)
        return page

    take.gateway = gateway
    yield take
    for context in contexts:
        context.close()
    gateway.cut()


@pytest.fixture
def accessible():
    """accessible(page): axe finds nothing to say, on a screen high enough for sticky bars to hide nothing."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        seen = page.viewport_size
        page.emulate_media(reduced_motion="reduce")  # a toast that fades in has no contrast yet
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": seen["width"], "height": max(height + 200, seen["height"])})
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        page.set_viewport_size(seen)
        assert found.violations_count == 0, found.generate_report()

    return check

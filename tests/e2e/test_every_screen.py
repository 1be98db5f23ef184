"""Every screen, in both languages, both themes and both widths: readable, whole, light, and silent in the console."""

import time
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Queue
from types import SimpleNamespace

import pytest

from accounts.models import User
from tests.e2e.conftest import CHROMIUM, FLAGS, cookie_of
from tests.e2e.screens import FORMS, SCREENS
from tests.e2e.sweep import Sweep, english_sentences
from tests.house import objects
from tests.house.world import people

BROWSERS = 2
TOGETHER = 8  # screens that one browser context goes through


@pytest.fixture
def company(roles):
    """Everybody, each with objects of their own."""
    made = people()
    world = SimpleNamespace(people=made, objects={})
    built = {noun: objects.build(noun, world) for noun in objects.NOUNS}
    return made, built


def sweep_with_one_browser(tasks, *told):
    """Takes batches of screens until none is left."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        sweep = Sweep(browser, *told)
        while True:
            try:
                task = tasks.get_nowait()
            except Empty:
                break
            sweep.visit(**task)
        browser.close()


def tasks_of(language, cookies, built):
    """Batches of screens of one person each."""
    for screens, quick in ((SCREENS, False), (FORMS, True)):
        for who, listed in screens.items():
            for part in _parts(listed):
                yield {
                    "who": who,
                    "cookie": cookies.get(who),
                    "screens": part,
                    "language": language,
                    "world": built,
                    "quick": quick,
                }


def _parts(listed):
    return [listed[at : at + TOGETHER] for at in range(0, len(listed), TOGETHER)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_screen_is_first_class(company, live_server, settings, language):
    settings.ALLOWED_HOSTS = ["*"]
    made, built = company
    User.objects.update(language=language)
    begun, faults, tasks = time.monotonic(), [], Queue()
    cookies = {who: cookie_of(made[who], live_server.url) for who in SCREENS if who in made}
    for task in tasks_of(language, cookies, built):
        tasks.put(task)
    told = (live_server.url, english_sentences(), faults)
    with ThreadPoolExecutor(BROWSERS) as pool:
        for done in [pool.submit(sweep_with_one_browser, tasks, *told) for _one in range(BROWSERS)]:
            done.result()
    assert faults == [], "\n".join(faults)
    print(f"{time.monotonic() - begun:.0f} s")  # noqa: T201

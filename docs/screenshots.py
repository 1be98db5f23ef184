"""Takes the README's pictures of a running demo: python docs/screenshots.py BASE_URL CREDENTIALS [FOLDER]."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
SHOTS: tuple[tuple[str, str, str, dict[str, Any], Literal["light", "dark"]], ...] = (
    # file, person, page, frame, theme
    ("my-day-390", "rep_a1", "/today/", PHONE, "light"),
    ("my-day-390-dark", "rep_a1", "/today/", PHONE, "dark"),
    ("my-points-390", "rep_a1", "/points/", PHONE, "light"),
    ("leads-to-accept-390", "rep_a1", "/handoffs/", PHONE, "light"),
    ("review-1440", "mkt_1", "/review/", DESK, "light"),
    ("review-1440-dark", "mkt_1", "/review/", DESK, "dark"),
    ("roi-1440", "mkt_1", "/roi/", DESK, "light"),
    ("team-1440", "man_a", "/team/", DESK, "light"),
    ("journal-1440", "adm_1", "/journal/", DESK, "light"),
    ("proof-1440", "dir_1", "/proof/", DESK, "light"),
)


def sign_in(
    browser: Browser, base: str, person: dict[str, Any], frame: dict[str, Any], theme: Literal["light", "dark"]
) -> Page:
    """A page of a fresh window where the person is signed in."""
    page = browser.new_context(locale="fr-FR", color_scheme=theme, service_workers="block", **frame).new_page()
    page.goto(f"{base}/accounts/login/")
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("form button[type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    return page


def main(base: str, credentials: str, folder: str = "docs/images") -> None:
    people = json.loads(Path(credentials).read_text(encoding="utf-8"))["users"]
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, person, path, frame, theme in SHOTS:
            page = sign_in(browser, base, people[person], frame, theme)
            page.goto(base + path, wait_until="networkidle")
            page.screenshot(path=f"{folder}/{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

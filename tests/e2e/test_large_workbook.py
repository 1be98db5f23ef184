"""A large workbook waits for its turn, is read, and leads to its columns; or it is forgotten before."""

import pytest
from playwright.sync_api import expect

from core import bells
from core.imports.queue import go_on, next_unread
from core.models import ImportRun, ImportState
from tests.core.test_import_files import workbook
from tests.e2e.conftest import DESK, PHONE
from tests.factories.leads import CampaignFactory

pytestmark = pytest.mark.django_db(transaction=True)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TURN = {"fr": "1 passe avant celui-ci", "en": "1 comes before this one"}


@pytest.fixture(autouse=True)
def no_worker_yet(kept_files, large):
    """Every workbook is a large one, and no worker is there to read it."""
    with bells.silence():
        yield


def book(*people):
    return workbook(["Nom", "Mail"], *([person, f"{person.lower()}@salon.test"] for person in people))


def send(page, name, content):
    page.goto("/imports/new/?kind=leads")
    page.locator("[name=campaign]").select_option(label="Salon de Lyon")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": TYPE, "buffer": content})
    with page.expect_navigation():
        page.locator("main form button.primary").click()


@pytest.mark.parametrize(("language", "device"), [("fr", DESK), ("en", PHONE)])
def test_two_large_workbooks_take_turns_and_their_pages_go_on_by_themselves(
    chloe, open_as, accessible, language, device
):
    CampaignFactory(owner=chloe, name="Salon de Lyon")
    chloe.language = language
    chloe.save(update_fields=["language"])
    page = open_as(chloe, "/imports/", device=device)
    send(page, "premier.xlsx", twice := book("Ana", "Bruno"))
    first = page.url
    send(page, "premier.xlsx", twice)
    assert page.url == first
    send(page, "second.xlsx", book("Carla"))
    expect(page.locator("main")).to_contain_text(TURN[language])
    accessible(page)
    go_on(next_unread())
    expect(page.locator("main")).not_to_contain_text(TURN[language])
    page.reload()
    expect(page.locator("progress")).to_be_visible()
    go_on(next_unread())
    page.wait_for_url("**/columns/")
    expect(page.locator("main")).to_contain_text("Carla")
    assert ImportRun.objects.count() == 2


def test_a_workbook_is_forgotten_before_it_is_read(chloe, open_as):
    CampaignFactory(owner=chloe, name="Salon de Lyon")
    page = open_as(chloe, "/imports/")
    send(page, "erreur.xlsx", book("Ana"))
    with page.expect_navigation():
        page.locator("form[action$='/drop/'] button").click()
    expect(page.locator("#toasts")).to_contain_text("effacé")
    assert not ImportRun.objects.exists()


def test_a_workbook_that_cannot_be_read_says_so_on_the_page_that_waits(chloe, open_as):
    CampaignFactory(owner=chloe, name="Salon de Lyon")
    page = open_as(chloe, "/imports/")
    send(page, "vide.xlsx", book())
    go_on(next_unread())
    expect(page.locator(".error")).to_be_visible()
    expect(page.locator("form[action$='/drop/']")).to_have_count(0)
    assert ImportRun.objects.get().state == ImportState.FAILED

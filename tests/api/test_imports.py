"""A file comes in over the API by the services of the pages: once per key, its rejects told row by row, taken back."""

from uuid import uuid4

import pytest

from core.imports import xlsx
from core.imports.queue import go_on
from core.models import ImportRun
from leads.models import Lead
from tests.core.test_import_files import workbook
from tests.factories.leads import CampaignFactory
from tests.files import CSV

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]
ADDRESS = "/api/v1/imports/"


@pytest.fixture
def campaign(chloe):
    return CampaignFactory(owner=chloe)


def test_a_large_workbook_is_refused_its_preview_until_a_worker_has_read_it(chloe, campaign, send, api_of, monkeypatch):
    monkeypatch.setattr(xlsx, "AT_ONCE", 100)
    sent = send(chloe, workbook(["Nom", "E-mail"], ["Ana", "ana@costa.test"]), name="salon.xlsx", campaign=campaign.pk)
    assert (sent.status_code, sent.json()["state"], sent.json()["total"]) == (201, "reading", 0)
    api, one = api_of(chloe), f"{ADDRESS}{sent.json()['id']}/"
    for refused in (api.get(f"{one}preview/"), api.post(f"{one}columns/", {"mapping": {"name": "Nom"}})):
        assert (refused.status_code, refused.json()["code"]) == (409, "being_read")
    assert go_on(sent.json()["id"]) == "draft"
    assert api.get(f"{one}preview/").json()["rows"][0][-1] == "ana@costa.test"


def test_a_file_is_previewed_checked_brought_in_and_taken_back(chloe, campaign, send, api_of):
    sent = send(chloe, campaign=campaign.pk, source="salon")
    assert (sent.status_code, sent.json()["state"], sent.json()["total"]) == (201, "draft", 2)
    api, one = api_of(chloe), f"{ADDRESS}{sent.json()['id']}/"
    preview = api.get(f"{one}preview/").json()
    assert (preview["unused"], preview["rows"][0]) == (["Salon"], ["Ana Costa", "ana@costa.test", "Oui"])
    mapping = sent.json()["mapping"] | {"touch": "Salon"}
    chosen = api.post(f"{one}columns/", {"mapping": mapping, "words": {"touch": {"x": "attendance", "y": ""}}})
    assert chosen.json()["mapping"]["touch"] == "Salon"
    assert api.post(f"{one}check/").json()["state"] == "checking"
    go_on(sent.json()["id"])
    checked = api.get(one).json()
    assert (checked["state"], checked["created"], checked["rejected"], Lead.objects.count()) == ("checked", 1, 1, 0)
    reject = api.get(f"{one}rejects/").json()[0]
    assert (reject["line"], "pas une adresse" in reject["reason"]) == (3, True)
    assert api.post(f"{one}bring/").json()["state"] == "running"
    go_on(sent.json()["id"])
    lead = Lead.objects.get()
    assert (lead.email, lead.touchpoints.get().kind, api.get(one).json()["share"]) == (
        "ana@costa.test",
        "attendance",
        100,
    )
    assert api.post(f"{one}undo/").json()["state"] == "undoing"
    go_on(sent.json()["id"])
    assert (api.get(one).json()["undone"], Lead.objects.count()) == (1, 0)


def test_all_or_none_leaves_nothing_when_a_row_is_refused(chloe, campaign, send, api_of):
    one = f"{ADDRESS}{send(chloe, campaign=campaign.pk).json()['id']}/"
    api_of(chloe).post(f"{one}bring/", {"whole": True})
    go_on(ImportRun.objects.get().pk)
    assert (api_of(chloe).get(one).json()["state"], Lead.objects.count()) == ("refused", 0)


def test_the_same_key_keeps_one_file_and_never_another(chloe, campaign, send):
    key = str(uuid4())
    first, again = (send(chloe, key=key, campaign=campaign.pk) for _turn in range(2))
    other = send(chloe, CSV + b"Zoe;z@x.test;;\n", key=key, campaign=campaign.pk)
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 422)
    assert (first.json(), other.json()["code"]) == (again.json(), "idempotency_key_reused")
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "invalid"),
        (b"%PDF-1.4 nothing", "file_refused"),
        (b"a;b\n", "empty_file"),
        (b"PK\x03\x04 not a workbook", "file_refused"),
        (b"a;b\n" + b"x" * 1_200_000, "file_refused"),
    ],
)
def test_a_file_that_is_not_a_list_is_refused_beside_its_field(chloe, campaign, send, content, code):
    answer = send(chloe, content, campaign=campaign.pk)
    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (422, code, ["file"])
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused_as_in_the_browser(chloe, campaign, send, settings):
    settings.IMPORT_MAX_BYTES = 20
    answer = send(chloe, campaign=campaign.pk)
    assert (answer.status_code, answer.json()["code"]) == (422, "file_too_large")
    assert not ImportRun.objects.exists()


def test_what_is_missing_is_said_by_field(chloe, send, client_of, api_of):
    assert list(send(chloe).json()["fields"]) == ["campaign"]
    assert list(send(chloe, kind="planets").json()["fields"]) == ["kind"]
    json = api_of(chloe).post(ADDRESS, {"kind": "leads"}, headers={"Idempotency-Key": str(uuid4())})
    assert (json.status_code, list(json.json()["fields"])) == (422, ["kind"])
    answer = client_of(chloe).post(ADDRESS, {"kind": "leads"})
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_marketer_imports_no_people_and_a_rep_nothing(chloe, alice, send, api_of):
    assert send(chloe, kind="people").status_code == 403
    assert send(alice).status_code == 403
    told = {one["kind"]: one for one in api_of(chloe).get(f"{ADDRESS}kinds/").json()}
    assert ("people" in told, told["leads"]["options"]) == (False, ["campaign"])
    assert not ImportRun.objects.exists()


def test_what_was_dropped_is_gone_and_what_is_in_cannot_be_brought_again(chloe, campaign, send, api_of):
    first, second = (send(chloe, campaign=campaign.pk).json()["id"] for _turn in range(2))
    api = api_of(chloe)
    assert api.post(f"{ADDRESS}{first}/drop/").status_code == 204
    assert api.get(f"{ADDRESS}{first}/").status_code == 404
    api.post(f"{ADDRESS}{second}/bring/")
    again = api.post(f"{ADDRESS}{second}/bring/")
    assert (again.status_code, again.json()["code"]) == (409, "import_gone_on")

"""Files that are not made: without the right, in no format, too long to be printed; none is recorded as having left."""

import contextlib

import pytest

from core.exports import pdf
from core.models import ExportRecord
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db
ALL = [
    "leads/export/", "leads/unassigned/export/", "leads/ratings/export/", "leads/quality/export/",
    "leads/routing/trial/export/", "handoffs/export/", "handoffs/questions/export/", "contract/export/",
    "campaigns/export/", "roi/export/",
]  # fmt: skip
OF_THE_OFFICE = ["leads/quality/export/", "leads/routing/trial/export/", "campaigns/export/", "roi/export/"]


def text_of(answer):
    with contextlib.closing(answer):
        return b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("address", ALL)
def test_a_format_that_is_none_is_refused_in_a_sentence(odile, client_of, address):
    page = client_of(odile).get(f"/{address}?format=doc")
    assert (page.status_code, "Choisissez CSV, Excel ou PDF." in page.content.decode()) == (422, True)
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("leads/export/?owner=0", "Le filtre « Responsable » est illisible"),
        ("leads/export/?min_fit=99.9", "Le filtre « Adéquation, au moins » est illisible"),
        ("leads/unassigned/export/?campaign=x", "Le filtre « Campagne » est illisible"),
        ("leads/ratings/export/?by=x", "Le filtre « Noté par » est illisible"),
        ("handoffs/export/?sent_from=hier", "est illisible"),
        ("handoffs/questions/export/?campaign=0", "Le filtre « Campagne » est illisible"),
        ("campaigns/export/?state=none", "est illisible"),
    ],
)
def test_a_filter_that_cannot_be_read_makes_no_file_of_more_than_was_asked(odile, client_of, address, words):
    page = client_of(odile).get(f"/{address}")
    assert (page.status_code, words in page.content.decode().replace("\xa0", " ").replace("\u202f", " ")) == (422, True)
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("address", ALL)
def test_whoever_has_no_role_takes_no_file(nora, client_of, address):
    assert client_of(nora).get(f"/{address}").status_code == 403
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize("address", OF_THE_OFFICE)
def test_sales_take_no_file_of_the_office(alice, bob, client_of, address):
    assert [client_of(one).get(f"/{address}").status_code for one in (alice, bob)] == [403, 403]
    assert not ExportRecord.objects.exists()


def test_only_operations_take_texts_without_protection(chloe, client_of):
    assert client_of(chloe).get("/leads/export/?raw=1").status_code == 403
    assert not ExportRecord.objects.exists()


def test_a_list_too_long_to_be_printed_says_what_to_do(chloe, client_of, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_ROWS", 1)
    LeadFactory.create_batch(2)
    page = client_of(chloe).get("/leads/export/?format=pdf")
    assert (page.status_code, "trop longue pour être imprimée" in page.content.decode()) == (422, True)
    assert not ExportRecord.objects.exists()


def test_a_file_holds_what_its_person_may_see(alice, david, client_of):
    LeadFactory(name="Ana Sow", owner=alice)
    LeadFactory(name="Zoé Mo", owner=david)
    told = text_of(client_of(alice).get("/leads/export/"))
    assert ("Ana Sow" in told, "Zoé Mo" in told) == (True, False)


def test_a_name_that_is_a_formula_leaves_as_words(chloe, client_of):
    LeadFactory(name="=cmd|' /C calc'!A0", company_name="@SUM(1+1)", job_title="+33 x", owner=None)
    told = text_of(client_of(chloe).get("/leads/export/"))
    assert "'=cmd|' /C calc'!A0" in told
    assert "'@SUM(1+1)" in told


@pytest.mark.parametrize("first", ["0001-01-01", "1999-12-31", "2026-02-30", "x"])
@pytest.mark.parametrize("address", ["leads/quality/", "contract/", "leads/quality/export/", "contract/export/"])
def test_a_period_that_leads_never_had_means_the_usual_one(odile, client_of, address, first):
    answer = client_of(odile).get(f"/{address}?first={first}&last=9999-12-31")
    answer.close()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("page_before", "way_back"),
    [
        ("http://testserver/leads/?owner=x&amp", "/leads/?owner=x&amp;amp"),
        ("http://testserver/leads/export/?format=odt", ""),  # the refused address itself
        ("https://elsewhere.test/leads/", ""),
        ("", ""),
    ],
)
def test_a_refused_file_leads_back_to_the_page_it_was_asked_on(chloe, client_of, page_before, way_back):
    answer = client_of(chloe).get("/leads/export/?format=odt", headers={"referer": page_before})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert (f'href="http://testserver{way_back}">Retour<' in html) is bool(way_back)
    assert ('href="/">Revenir à Tandem<' in html) is not bool(way_back)

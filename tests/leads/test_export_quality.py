"""The file of lead quality says what the page says, figure by figure, the period before included."""

import csv
import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.leads.quality import two_months
from tests.leads.reading import number, tables

pytestmark = pytest.mark.django_db
MARCH = {"first": "2026-03-01", "last": "2026-03-31"}
SENT = ("sent", "decided", "accepted", "due", "answered", "contacted", "median", "most", "ripe", "converted")
COSTS = ("captured", "taken", "opened", "won", "cost", "per_lead", "per_accepted", "per_opportunity", "per_won")
# left to right on the page: the figure, and what its n counts
CELLS = (
    ("sent", ""), ("accepted", "decided"), ("answered", "due"), ("median", "contacted"), ("converted", "ripe"),
    ("captured", ""), ("won", ""), ("cost", ""), ("per_lead", "captured"), ("per_accepted", "taken"),
    ("per_opportunity", "opened"), ("per_won", "won"),
)  # fmt: skip
SHARES, HOURS = ("accepted", "answered", "converted"), ("median", "most")


@pytest.fixture
def history(campaign, chloe, alice, david, reason, noon):
    two_months(campaign, by=chloe, reps=(alice, david), reason=reason, noon=noon)


def screen(html, language):
    """{(name, "now" or "before", figure): value} of the table and its total."""
    told = {}
    for name, *cells in tables(html)[-1][1:]:
        if len(cells) != len(CELLS):
            continue
        for (figure, of), cell in zip(CELLS, cells, strict=True):
            value, n, was = cell.pieces[0][0], cell.piece("n="), cell.piece("vs ")
            told[name.text, "now", figure] = number(value, language)
            if of:
                told[name.text, "now", of] = number(n[0], language)
            if was:
                told[name.text, "before", figure] = number(was[0], language)
    return told


def in_csv(content, language):
    """The blocks of the file: rows of texts under their title, the first one without."""
    text = content.decode("utf-8-sig")
    blocks = [[]]
    for row in csv.reader(io.StringIO(text), delimiter=";" if language == "fr" else ","):
        blocks[-1].append(row) if row else blocks.append([])
    scale = lambda figure, text: _scaled(figure, number(text, language), Decimal(1))  # noqa: E731
    return blocks[0][1:], [block[2:] for block in blocks[1:]], scale


def in_xlsx(content, _language):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    first, *others, _origin = [book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names]
    scale = lambda figure, value: _scaled(  # noqa: E731
        figure, Decimal(str(value)) if isinstance(value, int | float) else None, Decimal(100)
    )
    return first, others, scale


def _scaled(figure, value, hundred):
    """As the page counts: shares in per cent, hours in minutes."""
    if value is None:
        return None
    return value * hundred if figure in SHARES else value * 60 if figure in HOURS else value


def file(rows, costs, scale):
    told = {}
    for names, block in ((SENT, rows), (COSTS, costs)):
        for name, period, *values in block:
            when = "before" if period in ("Période précédente", "Period before") else "now"
            told |= {(name, when, key): scale(key, value) for key, value in zip(names, values, strict=True)}
    return told


def close(figure, on_page, in_file):
    """Equal to the rounding of the page: a whole per cent, a minute, a cent."""
    if on_page is None or in_file is None:
        return on_page is None and in_file is None
    slack = Decimal("0.56") if figure in SHARES else Decimal("0.9") if figure in HOURS else Decimal("0.005")
    return abs(on_page - in_file) <= slack


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("read", [in_csv, in_xlsx])
@pytest.mark.parametrize(
    ("by", "language"), [("campaign", "fr"), ("channel", "en"), ("segment", "fr"), ("rep", "en"), ("team", "fr")]
)
def test_the_table_of_the_page_is_that_of_the_file(chloe, client_of, by, language, read):
    chloe.language = language
    chloe.save(update_fields=["language"])
    client, query = client_of(chloe), MARCH | {"by": by}
    page = screen(client.get("/leads/quality/", query).content.decode(), language)
    rows, (costs, _refusals, _cohorts), scale = read(_content(client, query, read), language)
    told = file(rows, costs, scale)
    different = {key: (value, told.get(key)) for key, value in page.items() if not close(key[2], value, told.get(key))}
    assert different == {}
    total = {(when, figure): value for (name, when, figure), value in page.items() if name == "Total"}
    assert (total["now", "sent"], total["before", "sent"], total["now", "captured"]) == (6, 3, 7)
    assert len(page) > 40
    assert {name for name, when, _figure in told if when == "now"} >= {name for name, _when, _figure in page}


def _content(client, query, read):
    wanted = query | {"format": "csv" if read is in_csv else "xlsx"}
    return b"".join(client.get("/leads/quality/export/", wanted).streaming_content)


@pytest.mark.usefixtures("history")
def test_reasons_and_cohorts_of_the_page_are_those_of_the_file(chloe, client_of):
    client = client_of(chloe)
    answers, refusals, _conversion, cohorts, _lines = tables(client.get("/leads/quality/", MARCH).content.decode())
    _rows, (_costs, reasons, in_file), _scale = in_csv(_content(client, MARCH, in_csv), "fr")
    assert [(row[0].text, *(number(cell.text, "fr") for cell in row[1:])) for row in refusals[1:]] == [
        (name, *(number(value, "fr") for value in values)) for name, *values in reasons
    ]
    assert [values for _name, *values in reasons] == [["1", "100,0", "0"]]
    assert [[cell.pieces[0][0] for cell in row[:4]] + [row[5].text] for row in cohorts[1:]] == [
        [label, sent, accepted, opened, won]
        for label, _f, _l, sent, accepted, _r, _e, _w, opened, _within, _so_far, won, _reading in in_file
    ]
    assert [[cell.text for cell in row[:5]] for row in answers[1:]] == [
        [row[0], *row[4:8]] for row in in_file
    ]  # fmt: skip
    assert sum(int(row[3]) for row in in_file) == 6


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("by", ["campaign", "channel", "segment", "rep", "team"])
def test_each_figure_opens_to_the_rows_it_was_made_of(chloe, client_of, by):
    client = client_of(chloe)
    lines = tables(client.get("/leads/quality/", MARCH | {"by": by}).content.decode())[-1][1:]
    followed = 0
    for _name, *cells in lines:
        for (figure, of), cell in zip(CELLS, cells, strict=False):
            (text, url), n, was = cell.pieces[0], cell.piece("n="), cell.piece("vs ")
            if was and was[1] and not of:
                followed += 1
                assert _rows(client, was[1]) == number(was[0], "fr"), was
            if not url or figure == "cost":
                continue
            followed += 1
            rows, of_rows = _rows(client, url), number(n[0], "fr") if n else None
            if figure in SHARES:
                assert of_rows == 0 or round(100 * rows / of_rows) == number(text, "fr"), (url, text)
            else:
                assert rows == (number(text, "fr") if of_rows is None else of_rows), (url, text)
    assert followed >= 2 * 11 + 3


def _rows(client, url):
    return len(client.get(url).context["listing"].rows)


@pytest.mark.usefixtures("history")
def test_the_cost_of_a_campaign_opens_to_what_was_spent(chloe, client_of):
    client = client_of(chloe)
    for name, *cells in tables(client.get("/leads/quality/", MARCH).content.decode())[-1][1:]:
        text, url = cells[7].pieces[0]
        spent = client.get(url).context["total"]
        assert (name.text, spent) == (name.text, number(text, "fr"))


@pytest.mark.usefixtures("history")
def test_by_rep_a_cost_is_shared_out_and_opens_to_nothing(chloe, client_of):
    lines = tables(client_of(chloe).get("/leads/quality/", MARCH | {"by": "rep"}).content.decode())[-1][1:]
    assert [bool(cells[7].pieces[0][1]) for _name, *cells in lines if len(cells) == len(CELLS)] == [
        False, False, False, True,
    ]  # fmt: skip

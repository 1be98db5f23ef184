"""Rows written in one pass say what Django would say of each cell."""

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from core.markup import escaped, table_rows

PATTERN = '<tr><td title="{}">{}</td><td>{}</td></tr>'
SAFE = st.text().map(SafeString)
CELL = st.one_of(st.text(), st.integers(), st.none(), SAFE, st.just(_("State")))


@given(st.lists(CELL))
def test_every_piece_is_escaped_as_django_escapes_it(words):
    assert escaped(words) == [conditional_escape(word) for word in words]


@given(st.lists(st.tuples(CELL, CELL, CELL)))
def test_the_rows_of_a_table_are_those_that_django_would_join(rows):
    assert table_rows(PATTERN, rows) == format_html_join("\n", PATTERN, rows)


def test_a_name_that_looks_like_a_place_is_only_a_name():
    assert table_rows("<i>{}</i><b>{}</b>", [("{}", "{0} & <b>")]) == "<i>{}</i><b>{0} &amp; &lt;b&gt;</b>"


def test_a_text_that_holds_the_cut_itself_moves_no_other():
    assert escaped(["a\0<b>", "c&"]) == ["a\0&lt;b&gt;", "c&amp;"]

"""Where two words meet is known of every document that holds them."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.seams import has_seam

pytestmark = pytest.mark.django_db

WORDS = st.text(alphabet="aéœz-'.9ßÉ", max_size=7)
DOCUMENTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def told(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        return cursor.fetchone()[0]


@given(document=DOCUMENTS, at=st.integers(0, 20), long=st.integers(1, 30))
def test_a_document_has_the_seams_of_every_part_of_it(document, at, long):
    part = document[at : at + long]
    assert told("core_seams(core_fold(%s)) @> core_seams(core_fold(%s), true)", document, part)


@pytest.mark.parametrize(
    ("text", "seams"),
    [
        ("camille moulin", ["ille mou"]),
        ("mille mou", ["ille mou"]),
        ("ana moulin", []),
        ("camille mo", []),
        ("de la tour", ["la tou"]),
        ("a b c d", ["b c"]),
        ("rennes  zoé", ["nnes ", " zoe"]),
        ("moulin", []),
        ("", []),
    ],
)
def test_of_a_part_of_a_text_only_the_seams_are_known_between_whole_words(text, seams):
    assert told("core_seams(core_fold(%s), true)", text) == seams
    assert has_seam(text) == bool(seams)


def test_a_whole_document_has_a_seam_between_any_two_words():
    assert told("core_seams(core_fold(%s))", "Zoé Énault  Œuvres d’art") == ["zoe ena", "ault ", " oeu", "vres d'a"]

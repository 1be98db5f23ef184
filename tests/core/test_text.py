"""What no text may contain."""

import pytest
from django.core.exceptions import ValidationError

from core.text import clean_text, clean_tree


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", "a\x07", "\x1b[31m", "a\x0b"])
def test_control_characters_and_half_characters_are_refused(bad):
    with pytest.raises(ValidationError):
        clean_text(bad)


def test_a_text_is_kept_in_its_composed_form():
    assert clean_text("e\u0301te\u0301\tsur\r\ndeux lignes") == "été\tsur\r\ndeux lignes"


def test_keys_are_texts_too():
    with pytest.raises(ValidationError):
        clean_tree({"ok": [{"\x00": 1}]})
    assert clean_tree({"e\u0301": [1, 2.5, None, True]}) == {"é": [1, 2.5, None, True]}


def test_twenty_levels_are_enough():
    deep = "end"
    for _level in range(20):
        deep = [deep]
    assert clean_tree(deep) == deep
    with pytest.raises(ValidationError):
        clean_tree([deep])

"""Every icon that is named is in the set we ship: a name it does not know would break the page that shows it."""

import re

import pytest

from core import menu, notifications
from core.templatetags.ui import icon
from tests.house.sources import source_of, tracked

NAMED = re.compile(r"""\{% icon "([^"]+)"|\bicon="([^"]+)\"""")


def named_in(paths):
    return {one or other for path in paths for one, other in NAMED.findall(source_of(path))}


def in_templates():
    return named_in(path for path in tracked("templates") if path.suffix == ".html")


def in_code():
    return named_in(path for path in tracked("core", "accounts", "crm", "leads", "debrief", "incentives")
                    if path.suffix == ".py" and "migrations" not in path.parts)  # fmt: skip


@pytest.mark.parametrize("name", sorted(in_templates() | in_code()))
def test_an_icon_named_in_a_page_or_in_code_exists(name):
    assert icon(name).startswith("<svg")


def test_every_kind_of_news_and_every_entry_of_the_menu_has_its_icon():
    kinds = {code: kind.icon for code, kind in notifications._kinds.items()}
    entries = {item.url_name: item.icon for item in (*menu.collect(), *menu.phone_tabs())}
    assert kinds["lead_asked"] == "circle-question-mark"
    for name in (*kinds.values(), *entries.values()):
        assert icon(name).startswith("<svg")

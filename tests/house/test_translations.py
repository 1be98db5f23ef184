"""The French is complete, keeps the placeholders, and no French screen speaks English."""

import re
from html.parser import HTMLParser

import pytest

from tests.house.messages import catalogue, french, used
from tests.house.world import pages_of

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SPOKEN = {"aria-label", "title", "placeholder", "alt"}
SAME = {"OK", "English"}  # a language is called by its own name


def test_no_french_message_is_empty_or_fuzzy():
    fuzzy = [message.id for message in catalogue() if message.id and message.fuzzy]
    empty = [key for key, forms in french().items() if not all(forms)]
    assert (fuzzy, empty) == ([], [])


def test_every_message_has_its_french():
    assert {key: path for key, path in used().items() if key not in french()} == {}


def test_placeholders_survive_translation():
    lost = {}
    for (_context, msgid), forms in french().items():
        wanted = set(PLACEHOLDER.findall(msgid))
        if wanted - set(PLACEHOLDER.findall(" ".join(forms))):
            lost[msgid] = forms
    assert lost == {}


class Spoken(HTMLParser):
    """What a reader sees or hears of a page."""

    def __init__(self):
        super().__init__()
        self.texts, self.deaf = set(), 0

    def handle_starttag(self, tag, attrs):
        self.deaf += tag in {"script", "style"}
        self.texts |= {value.strip() for name, value in attrs if name in SPOKEN and value}

    def handle_endtag(self, tag):
        self.deaf -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.deaf and data.strip():
            self.texts.add(" ".join(data.split()))


def spoken(html):
    parser = Spoken()
    parser.feed(html)
    return parser.texts


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["rep", "sales_manager", "marketer", "operations", "director", "anonymous"])
def test_no_french_screen_shows_an_english_message(world, role):
    english = {msgid: path for (_context, msgid), path in used().items()}
    translated = {msgid for (_context, msgid), forms in french().items() if forms[0] != msgid} | set(english)
    same = {msgid for (_context, msgid), forms in french().items() if forms[0] == msgid} | SAME
    leaks = {}
    for name, response in pages_of(world, role, language="fr"):
        found = spoken(response.body) & (translated - same)
        if found:
            leaks[name] = sorted(found)
    assert leaks == {}

"""Reads a page of figures as a person does: its tables, the pieces of each cell, and where each piece leads."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser


@dataclass
class Cell:
    pieces: list = field(default_factory=list)  # (text, address or "")

    @property
    def text(self):
        return " ".join(text for text, _url in self.pieces)

    def piece(self, mark):
        """What follows a mark ("n=", "vs "), with its address; nothing without it."""
        return next(((text.split(mark, 1)[1], url) for text, url in self.pieces if mark in text), None)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.cell, self.url = [], None, ""

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("th", "td") and self.tables:
            self.cell = Cell()
            self.tables[-1][-1].append(self.cell)
        elif tag == "a":
            self.url = dict(attrs).get("href", "")

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.cell = None
        elif tag == "a":
            self.url = ""

    def handle_data(self, data):
        if self.cell is not None and data.strip(" \n·"):
            self.cell.pieces.append((" ".join(data.split()).strip("· "), self.url))


def tables(html):
    """Each table as its rows of cells, the head first."""
    reader = _Reader()
    reader.feed(html)
    return reader.tables


def number(text, language):
    """87 % → 87, 1 234,50 € → 1234.50, 1 h 43 → 103 minutes; nothing for "n. d." and dashes."""
    bare = re.sub(r"[\s\u202f\xa0]", "", text)
    if (found := re.fullmatch(r"(?:(\d+)h)?(\d+)?(?:min)?", bare)) and ("h" in bare or "min" in bare):
        return Decimal(int(found[1] or 0) * 60 + int(found[2] or 0))
    digits = re.sub(r"[^\d,.\-]", "", bare)
    digits = digits.replace(",", ".") if language == "fr" else digits.replace(",", "")
    return Decimal(digits) if re.search(r"\d", digits) else None

"""Words that follow each other in a search document, found by where they meet.

The index of three letters finds a name in full only after every row that holds each of its letters: 20 ms for two words
at 1,000,000 rows. Of the places where a word ends and the next begins, few are alike (`sql/seams.sql`): 0.1 ms.
"""

from __future__ import annotations

import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Expression, F, Func, Q, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

TAIL, HEAD = 4, 3  # letters of a word before the seam, and after it


def seams(document: Expression | F, *more: Expression) -> Func:
    """The seams of a document, as its index holds them."""
    return Func(document, *more, function="core_seams", output_field=ArrayField(TextField()))


def has_seam(text: str) -> bool:
    """Whether every document that holds this text has a seam that is known."""
    words = unicodedata.normalize("NFC", text).split(" ")
    last = len(words) - 1
    return any(
        (at > 1 or len(words[0]) >= TAIL) and (at < last or len(words[last]) >= HEAD) for at in range(1, len(words))
    )


def holding_phrase(column: str, folded: Func) -> Q:
    """Documents that hold this text, which has a seam; the second condition is one that no index would be asked for."""
    meets = Func(
        seams(F(column)), seams(folded, Value(True)), arg_joiner=" @> ", template="(%(expressions)s)",
        output_field=BooleanField(),
    )  # fmt: skip
    return Q(meets) & Q(GreaterThan(StrIndex(column, folded), 0))

"""Reads JSON strictly: at most 1 MB, UTF-8, finite numbers, clean texts and keys, twenty levels deep."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer

from core.text import Json, clean_tree

MAX_BYTES = 1024 * 1024
MAX_INTEGER = 2**63


def _refuse(literal: str) -> NoReturn:
    raise ValueError(literal)


def _finite(literal: str) -> float:
    number = float(literal)
    return number if math.isfinite(number) else _refuse(literal)


def _whole(literal: str) -> int:
    number = int(literal) if len(literal) <= 20 else MAX_INTEGER
    return number if -MAX_INTEGER <= number < MAX_INTEGER else _refuse(literal)


def read_json(body: bytes) -> Json:
    """The value of a JSON body; refused as a whole when any part of it cannot be kept."""
    if len(body) > MAX_BYTES:
        raise ValidationError(_("This content is larger than 1 MB."), code="body_too_large")
    try:
        value: Json = json.loads(body.decode("utf-8"), parse_constant=_refuse, parse_float=_finite, parse_int=_whole)
    except RecursionError as error:
        raise ValidationError(_("This content is nested too deeply."), code="too_deep") from error
    except ValueError as error:
        raise ValidationError(_("This content is not readable JSON."), code="unreadable_body") from error
    return clean_tree(value)


class StrictJSONParser(JSONParser):
    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return read_json(stream.read(MAX_BYTES + 1))
        except ValidationError as error:
            raise ParseError(error.messages[0], code=error.code) from error

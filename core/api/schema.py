"""What every operation of the schema may answer: the one error of the house, and empty texts where there are some."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

ERROR = {
    "type": "object",
    "required": ["code", "detail", "fields", "request_id"],
    "properties": {
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": True},
        "request_id": {"type": "string"},
    },
}
REFUSALS = {
    "400": "What was sent cannot be read.",
    "401": "Nobody is signed in.",
    "403": "This person may not do this.",
    "404": "There is no such thing in this person's reach.",
    "405": "This address does not answer to that method.",
    "406": "This address does not answer in that type.",
    "409": "Somebody was first, or a rule forbids it now.",
    "410": "What this key once filed is erased.",
    "415": "A body of that type is not read.",
    "422": "A rule of the house, or of a field, refuses it.",
    "429": "Too many requests; Retry-After says when to come back.",
    "503": "The database is away; Retry-After says when to come back.",
}
METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def add_refusals(result: dict[str, Any], **_told: Any) -> dict[str, Any]:
    """Every operation names the errors it may answer, in their one shape."""
    result.setdefault("components", {}).setdefault("schemas", {})["Error"] = ERROR
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for path in result.get("paths", {}).values():
        for method in METHODS & set(path):
            for status, text in REFUSALS.items():
                path[method]["responses"].setdefault(status, {"description": text, "content": content})
    return result


class HouseSchema(AutoSchema):  # type: ignore[misc,no-any-unimported]
    """A field that is only read says so when the column behind it may be an empty text: "" is no choice, no address."""

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        if field.read_only and isinstance(field, serializers.CharField | serializers.ChoiceField):
            field.allow_blank = field.allow_blank or may_be_empty(field)
        return super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        """An address or nothing: who does not check formats finds an empty text to be both, so not "one of"."""
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]
        if {"type": "string", "maxLength": 0} in schema.get("oneOf", ()):
            schema["anyOf"] = schema.pop("oneOf")


def may_be_empty(field: Any) -> bool:
    """Is the column this field reads allowed to hold an empty text?"""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    try:
        *way, last = field.source.split(".")
        model = reduce(lambda found, name: found._meta.get_field(name).related_model, way, model)
        return bool(model and model._meta.get_field(last).blank)
    except (FieldDoesNotExist, AttributeError):
        return False

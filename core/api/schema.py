"""What every operation of the schema may answer besides its success: the one error of the house."""

from __future__ import annotations

from typing import Any

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

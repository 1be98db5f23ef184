"""The fixed set of fields that a public form may ask for, and what makes a form possible."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

NAMES = (
    "name", "email", "phone", "company_name", "job_title", "sector", "employees", "city", "postcode", "message",
)  # fmt: skip
ALWAYS = "name"
REACHED_BY = ("email", "phone")
MOST_DOMAINS = 20


def usual() -> list[dict[str, Any]]:
    """What a new form asks: the fewest fields that make a lead."""
    required = {"name": True, "email": True, "company_name": False, "message": False}
    return [{"name": name, "required": wanted} for name, wanted in required.items()]


def arranged(chosen: Sequence[tuple[int, str, bool]]) -> list[dict[str, Any]]:
    """The fields (place, name, required) in their order; the name always comes, and is always required."""
    rows = sorted((one for one in chosen if one[1] in NAMES), key=lambda one: (one[0], NAMES.index(one[1])))
    fields = [{"name": name, "required": required or name == ALWAYS} for _place, name, required in rows]
    if all(field["name"] != ALWAYS for field in fields):
        fields.insert(0, {"name": ALWAYS, "required": True})
    return fields


def reachable(fields: Sequence[dict[str, Any]]) -> bool:
    """Whether everybody who answers can be reached: the address or the number is required."""
    return any(field["name"] in REACHED_BY and field["required"] for field in fields)


def site(text: str) -> str:
    """The origin of a web site as a browser compares it: https://www.example.com; nothing when it is none."""
    plain = text.strip().lower().rstrip("/")
    parts = urlsplit(plain if "://" in plain else f"https://{plain}")
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or parts.path or parts.query or parts.username:
        return ""
    if not all(label and label.replace("-", "").isalnum() and label.isascii() for label in host.split(".")):
        return ""
    try:
        port = parts.port
    except ValueError:
        return ""
    return f"https://{host}:{port}" if port else f"https://{host}"


def landing(address: str) -> str:
    """The origin of a page people are sent on to; nothing when its host would not go into a header as it is."""
    parts = urlsplit(address.strip())
    return site(f"{parts.scheme}://{parts.netloc}") if parts.scheme and "@" not in parts.netloc else ""

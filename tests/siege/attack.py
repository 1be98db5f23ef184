"""Sends bad texts to everything a person can reach, and says what should not have happened."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from urllib.parse import urlencode

from django.urls import Resolver404, resolve

from tests.siege.exports import live_cells
from tests.siege.files import FILES, multipart
from tests.siege.pages import Page
from tests.siege.strings import BAD, MARKUP, RAW_BODIES, WRONG_TYPES

LEFT_ALONE = {  # would end the session or the account of whoever attacks
    "account_logout", "account_change_password", "account_set_password", "account_reauthenticate", "set_password",
}  # fmt: skip
ENDS = re.compile(r"deactivate|session|token_|mfa|logout|password|static")
FORM = "application/x-www-form-urlencoded"
LINKS = 400


@dataclass
class Findings:
    """How many requests were made, how they were answered, and what was wrong."""

    requests: int = 0
    statuses: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def note(self, what, answer):
        """Counts an answer; an error or live markup is a finding."""
        self.requests += 1
        self.statuses[answer.status] += 1
        if answer.status >= 500:
            self.wrong.append(f"{what}: {answer.status}")
        if "html" in answer.kind:
            self.wrong += [f"{what}: shows {text!r} as markup" for text in MARKUP if text in answer.text]
        if "x-evil" in answer.headers:
            self.wrong.append(f"{what}: a text became a header")
        return answer

    def __iadd__(self, other):
        self.requests += other.requests
        self.statuses += other.statuses
        self.wrong += other.wrong
        self.reached |= other.reached
        return self


def route_of(path):
    """The name of the route that answers to this address; None when none of ours does."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return None


def pages_of(person, found):
    """What this person reaches, read once."""
    if not person.pages:
        person.pages = list(crawl(person, found))
    return person.pages


def crawl(person, found):
    """(address, page) of what this person reaches by following links, at most so many pages of a route."""
    waiting, seen, taken = ["/"], set(), Counter()
    while waiting and len(seen) < LINKS:
        path = waiting.pop(0)
        name = route_of(path)
        if path in seen or name is None or name in LEFT_ALONE or taken[name] >= person.pages_per_route:
            continue
        seen.add(path)
        taken[name] += 1
        answer = found.note(f"{person.name} GET {path}", person.get(path))
        if answer.status == 302 and answer.headers.get("location", "").startswith("/"):
            waiting.insert(0, answer.headers["location"])
        if answer.status == 200 and "html" in answer.kind:
            found.reached.add(name)
            page = Page(path, answer.text)
            waiting += page.links
            yield path, page


def forms_of(person, found):
    """Every form this person reaches, once for each route and set of fields."""
    known = {}
    for path, page in pages_of(person, found):
        for form in page.forms:
            name = route_of(form.action)
            if name and not name.startswith("admin:") and not ENDS.search(name):
                known.setdefault((name, form.shape), (path, form))
    return list(known.values())


def run(attempts, found, every=1):
    """Sends every attempt, or each `every`-th of them, and notes the answers."""
    for what, send in islice(attempts, 0, None, every):
        found.note(what, send())


def attack_forms(person, found, each):
    """Every field of every form gets `each` bad texts, the other fields what the page put there."""
    texts = cycle(BAD)
    for path, form in forms_of(person, found):
        for name in [*form.values, "unknown_field"] * each:
            if name != "csrfmiddlewaretoken":
                values = form.values | {name: next(texts)}
                what = f"{person.name} {path} {name} {form.method} {form.action} {_short(values)}"
                yield what, _sending(person, form, values)


def _sending(person, form, values):
    if form.method == "get":
        return partial(person.get, f"{form.action.partition('?')[0]}?{encode(values)}")
    return partial(person.post, form.action, encode(values), FORM)


def attack_queries(person, found, each):
    """Every page gets bad texts in the query it knows and in one it does not."""
    texts = cycle(reversed(BAD))
    for path, page in pages_of(person, found):
        names = {name for form in page.forms if form.method == "get" for name in form.values}
        for name in sorted(names | {"page", "sort", "q", "next", "owner__email__startswith", "view"}) * each:
            value = next(texts)
            target = f"{path.partition('?')[0]}?{encode({name: value})}"
            yield f"{person.name} GET {path} {name}={value[:40]!r}", partial(person.get, target)


def encode(values):
    return urlencode({key: value.encode("utf-8", "surrogatepass") for key, value in values.items()})


def _short(values):
    return {key: value[:40] for key, value in values.items() if key != "csrfmiddlewaretoken"}


def attack_uploads(person, found, _each):
    """Every form that takes a file gets every hostile file."""
    for path, form in forms_of(person, found):
        takes = next((name for name, kind in form.kinds.items() if kind == "file"), None)
        for name, content in FILES.items() if takes else ():
            body, boundary = multipart({k: v for k, v in form.values.items() if k != takes}, takes, name, content)
            send = partial(person.post, form.action, body, boundary)
            yield f"{person.name} {path} {form.action} {name}", partial(_go_on, person, found, name, send)


def _go_on(person, found, name, send):
    """A file that is taken is followed to its end: its columns as guessed, its rows, its result."""
    answer, here = send(), "/imports/new/"
    for _step in range(3):
        while answer.status == 302:
            here = answer.headers["location"]
            answer = found.note(f"{person.name} {name} → {here}", person.get(here))
        forms = [form for form in Page(here, answer.text).forms if "import" in form.action and not form.upload]
        if answer.status != 200 or not forms:
            return answer
        form = forms[-1]
        what = f"{person.name} {name} {form.action} as guessed"
        answer = found.note(what, person.post(form.action, encode(form.values), FORM))
    return answer


def attack_api(person, _found, each):
    """Every operation of the schema gets bad parameters, wrong types for every field and bodies that are no JSON."""
    schema = json.loads(person.get("/api/schema/").text)
    texts, types, raw = cycle(BAD), cycle(WRONG_TYPES), cycle(RAW_BODIES)
    for path, method, operation in _operations(schema):
        address = re.sub(r"\{\w+\}", str(person.first_id(path)), path)
        what = f"{person.name} {method.upper()} {address}"
        if method == "get":
            yield from _bad_parameters(person, operation, address, what, texts, each)
            continue
        for _time in range(each):
            yield f"{what} raw", partial(person.api, method, address, next(raw))
        body = _example(schema, operation)
        for name in [*body, "unknown"] * each:
            for value in (next(texts), next(types)):
                content = dumps(body | {name: value})
                yield f"{what} {name}={value!r:.60}", partial(person.api, method, address, content)


def _operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if method in ("get", "post", "put", "patch", "delete") and not ENDS.search(path):
                yield path, method, operation


def _bad_parameters(person, operation, address, what, texts, each):
    for parameter in operation.get("parameters", []):
        for _time in range(each if parameter["in"] == "query" else 0):
            value = next(texts)
            target = f"{address}?{encode({parameter['name']: value})}"
            yield f"{what} {parameter['name']}={value[:40]!r}", partial(person.api, "get", target)
    strange = re.sub(r"\d+", "99999999999999999999", address.removeprefix("/api/v1"))
    yield f"{what} strange id", partial(person.api, "get", "/api/v1" + strange)


def dumps(body):
    return json.dumps(body, ensure_ascii=True).encode()


def _example(schema, operation):
    """A body with every field the schema names, each of its type."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {name: _value(schema, kind) for name, kind in _properties(schema, content).items()}


def _properties(schema, kind):
    if "$ref" in kind:
        kind = schema["components"]["schemas"][kind["$ref"].rpartition("/")[2]]
    return kind.get("properties", {})


def _value(schema, kind):
    if "$ref" in kind or "allOf" in kind or "oneOf" in kind:
        return {}
    simple = {"string": "x", "integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}
    if kind.get("format") == "date":
        return "2026-11-20"
    return kind["enum"][0] if kind.get("enum") else simple.get(kind.get("type"))


def read_exports(person, found):
    """Every file this person may take away holds no formula; the pages that offer them show texts as texts."""
    offered = {link: path for path, page in crawl(person, found) for link in page.links if "export" in link}
    for link, path in offered.items():
        _read_export(person, found, link, path)


def _read_export(person, found, link, path):
    for shape in ("csv", "xlsx"):
        join = "&" if "?" in link else "?"
        answer = found.note(
            f"{person.name} {path} {link} {shape}", person.get(f"{link}{join}format={shape}&as={shape}")
        )
        if answer.status == 200 and (cells := live_cells(answer.kind, answer.content)):
            found.wrong.append(f"{person.name} {link} {shape}: live cells {cells[:3]}")

"""Who attacks: one person with a session and a token, over HTTP or through Django's test client."""

import http.client
import re
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

TOKEN_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def kind(self):
        return self.headers.get("content-type", "")

    @property
    def text(self):
        return self.content.decode("utf-8", "replace")


@dataclass
class Person:
    """Somebody of credentials.json, who talks to a running installation."""

    name: str
    base: str
    entry: dict
    objects: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)
    pages: list = field(default_factory=list)
    pages_per_route: int = 2

    def __post_init__(self):
        self._connection = None

    def send(self, method, path, body=None, headers=None):
        """One request on a kept connection, which is opened again when the server closed it."""
        for attempt in (1, 2):
            try:
                return self._send(method, path, body, headers or {})
            except (http.client.HTTPException, ConnectionError, OSError):
                self._connection = None
                if attempt == 2:
                    raise
        return None

    def _send(self, method, path, body, headers):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=60)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Accept-Language": "fr", "Referer": self.base + "/", **({"Cookie": jar} if jar else {}), **headers}
        self._connection.request(method, path, body, told)
        response = self._connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def sign_in(self):
        """Opens a session with the password of credentials.json."""
        page = self.send("GET", "/accounts/login/")
        form = {
            "csrfmiddlewaretoken": TOKEN_FIELD.search(page.text)[1],
            "login": self.entry["email"],
            "password": self.entry["password"],
        }
        answer = self.post("/accounts/login/", urlencode(form))
        if answer.status != 302:
            raise AssertionError(f"{self.name} could not sign in: {answer.status}")
        return self

    def stay(self):
        """Signs in again when an attack ended the session."""
        return self if self.get("/profile/").status != 302 else self.sign_in()

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, body, kind="application/x-www-form-urlencoded"):
        return self.send("POST", path, body, {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")})

    def api(self, method, path, body=None, **headers):
        told = {"Authorization": f"Token {self.entry['token']}", "Content-Type": "application/json", **headers}
        return self.send(method.upper(), path, body, told)

    def first_id(self, path):
        """The number of an object of the kind this address speaks of, her own if she has one."""
        word = path.removeprefix("/api/v1/").partition("/")[0].rstrip("s")
        owned = self.objects.get({"companie": "company", "opportunitie": "opportunity"}.get(word, word), {})
        numbers = owned.get(self.name) or next(iter(owned.values()), [1])
        return numbers[0]

    def close(self):
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()

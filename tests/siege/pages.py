"""What a page offers to whoever reads it: links, panels and forms, read as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

VOID = {"submit", "button", "reset", "image"}


@dataclass
class Form:
    """Where it goes, how, and what it would send if nothing were touched."""

    action: str
    method: str = "get"
    upload: bool = False
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def shape(self) -> tuple:
        return self.method, *sorted(self.values)


class Page(HTMLParser):
    """`links` are addresses to read, `forms` what can be sent."""

    def __init__(self, url: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.links, self.forms = url, [], []
        self._form, self._select, self._area = None, None, None
        self._outside = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        for name in ("href", "data-src", "hx-get"):
            if given.get(name):
                self._link(given[name])
        if given.get("hx-post") and tag != "form":
            self.forms.append(Form(urljoin(self.url, given["hx-post"]), "post", values={"_": ""}))
        opens = {"form": self._open, "input": self._input, "button": self._input, "textarea": self._text}
        opens |= {"select": self._choice, "option": self._option}
        if tag in opens:
            opens[tag](tag, given)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._area and self._form:
            self._form.values[self._area] += data

    def _text(self, tag, given):
        self._area = given.get("name")
        self._put(self._area, "", tag)

    def _choice(self, tag, given):
        self._select = given.get("name")
        self._put(self._select, "", tag)

    def _option(self, tag, given):
        """The chosen one, else the first that is not empty."""
        if self._select and self._form and ("selected" in given or not self._form.values[self._select]):
            self._form.values[self._select] = given.get("value", "")

    def _open(self, tag, given):
        action = urljoin(self.url, given.get("hx-post") or given.get("action") or self.url)
        self._form = Form(action, given.get("method", "get").lower(), "multipart" in given.get("enctype", ""))
        if self._form.method != "dialog":
            self.forms.append(self._form)

    def _input(self, tag, given):
        kind = given.get("type", "submit" if tag == "button" else "text")
        name = given.get("name")
        if not name or (kind in ("checkbox", "radio") and "checked" not in given and self._known(name)):
            return
        if kind in VOID and self._known(name):
            return
        self._put(name, given.get("value", ""), kind)

    def _known(self, name):
        return bool(self._form) and name in self._form.values

    def _put(self, name, value, kind):
        if name and self._form:
            self._form.values[name] = value
            self._form.kinds[name] = kind

    def _link(self, address):
        parts = urlsplit(urljoin(self.url, address))
        if not parts.netloc or parts.netloc == urlsplit(self.url).netloc:
            self.links.append(parts.path + (f"?{parts.query}" if parts.query else ""))

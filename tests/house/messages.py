"""Every message of the code and of the templates, and its French."""

import ast
import re
from functools import cache

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.house.sources import FLOORS, ROOT, python_files, source_of, tracked

CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
SIMPLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}


@cache
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr")


@cache
def french():
    """(context, message) → French; plural forms joined, since one empty form is an empty message."""
    found = {}
    for message in catalogue():
        if message.id:
            msgid = message.id[0] if isinstance(message.id, tuple) else message.id
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            found[message.context, msgid] = forms
    return found


def _text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _in_code(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [_text(argument) for argument in node.args]
        if name in SIMPLE | PLURAL and texts and texts[0]:
            yield None, texts[0]
        elif name in WITH_CONTEXT and len(texts) > 1 and texts[1]:
            yield texts[0], texts[1]


@cache
def used():
    """{(context, message): file} of everything that the house may say."""
    found = {}
    for path in python_files("config", *FLOORS):
        for key in _in_code(ast.parse(source_of(path))):
            found.setdefault(key, str(path))
    for path in tracked("templates"):
        if path.suffix in {".html", ".txt", ".svg"}:
            code = re.sub(r"^\s+", "", templatize(source_of(path)), flags=re.MULTILINE)
            for key in _in_template(code):
                found.setdefault(key, str(path))
    return found


CALL = re.compile(r"\b(n?p?gettext|_)\((u?['\"].*?)\) ", re.DOTALL)


def _in_template(code):
    """templatize writes `gettext(u'…') ` among X's: each call is read as Python."""
    for match in CALL.finditer(code + " "):
        try:
            call = ast.parse(f"{match[1]}({match[2]})", mode="eval").body
        except SyntaxError:
            continue
        texts = [_text(argument) for argument in call.args]
        if match[1].startswith(("p", "np")) and len(texts) > 1:
            yield texts[0], texts[1]
        elif texts and texts[0]:
            yield None, texts[0]

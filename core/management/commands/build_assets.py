"""Makes what is generated from installed packages and our sources: font, style sheet, scripts, message catalogues."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

SHEETS = ("tokens", "base", "layout", "components", "pages", "print")
APART = ("reports.css", "desk.css")  # for reports on paper, for the desk: the rep's phone carries neither
BROWSERS = ["chrome >= 112", "firefox >= 117", "safari >= 16.5", "ios_saf >= 16.5"]
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+0178,U+02C6,U+02DA,U+02DC,U+2009,U+2010-2015,U+2018-201E,"
    "U+2020-2022,U+2026,U+202F,U+2030,U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
FEATURES = ["kern", "tnum", "cv11"]  # contextual forms and marks would weigh 4 KB more for nothing our languages show


def font() -> bytes:
    """Inter with the letters of our languages and weights 400 to 700; the same bytes at every build."""
    import fontpkg_inter
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    source = Path(fontpkg_inter.__file__).parent / "files" / "Inter[opsz,wght].ttf"
    face = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(LETTERS))
    subsetter.subset(face)  # before pinning the axis: the other order gives other bytes each time
    buffer = io.BytesIO()
    face.save(buffer)
    buffer.seek(0)
    face = TTFont(buffer, recalcTimestamp=False)
    face = instancer.instantiateVariableFont(face, {"opsz": 14, "wght": (400, 700)})
    face.flavor = "woff2"
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def sources(folder: Path) -> list[Path]:
    """Our sheets in the order of the layers, then each floor's own."""
    return [*(folder / f"{name}.css" for name in SHEETS), *sorted((folder / "pages").glob("*.css"))]


def style_sheet(folder: Path) -> str:
    """All sheets in one, readable by the browsers we promise, and small."""
    return minified("\n".join(path.read_text(encoding="utf-8") for path in sources(folder)))


def minified(text: str) -> str:
    import lightningcss

    return str(lightningcss.process_stylesheet(text, filename="app.css", browsers_list=BROWSERS, minify=True))


def script(path: Path) -> str:
    """One of our scripts without its comments and spaces; its names stay, so an error tells where it is."""
    import rjsmin

    return str(rjsmin.jsmin(path.read_text(encoding="utf-8")))


def catalogue(path: Path) -> bytes:
    """A compiled message catalogue; fuzzy messages stay out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as po:
        messages = read_po(po)
    out = io.BytesIO()
    write_mo(out, messages)
    return out.getvalue()


class Command(BaseCommand):
    help = "Makes build/fonts, build/css, build/js and the message catalogues."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="make the font anew even if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        base = Path(settings.BASE_DIR)
        inter = base / "build" / "fonts" / "inter.woff2"
        if options["force"] or not inter.exists():
            self.put(inter, font())
        sheets = base / "static" / "css"
        self.put(base / "build" / "css" / "app.css", style_sheet(sheets).encode())
        for name in APART:
            self.put(base / "build" / "css" / name, minified((sheets / name).read_text(encoding="utf-8")).encode())
        for path in sorted((base / "static" / "js").glob("*.js")):
            self.put(base / "build" / "js" / path.name, script(path).encode())
        for path in sorted((base / "locale").glob("*/LC_MESSAGES/*.po")):
            self.put(path.with_suffix(".mo"), catalogue(path))

    def put(self, path: Path, content: bytes) -> None:
        """Writes only what changed, so that watchers and file dates stay quiet."""
        if path.exists() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.stdout.write(f"{path.name} {len(content)} bytes")

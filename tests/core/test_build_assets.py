"""What is generated at build: the same bytes each time, small, and readable by the browsers we promise."""

import re
from pathlib import Path

import brotli
from django.conf import settings

from core.management.commands import build_assets

CSS = Path(settings.BASE_DIR) / "static" / "css"


def test_the_sheets_come_in_the_order_of_the_layers_and_floors_come_last(tmp_path):
    (tmp_path / "pages").mkdir()
    for name in [*build_assets.SHEETS, "pages/leads", "pages/crm"]:
        (tmp_path / f"{name}.css").write_text("")
    names = [path.stem for path in build_assets.sources(tmp_path)]
    assert names == ["tokens", "base", "layout", "components", "pages", "print", "crm", "leads"]


def test_the_sheet_is_the_same_at_every_build_and_light():
    sheet = build_assets.style_sheet(CSS)
    assert sheet == build_assets.style_sheet(CSS)
    assert len(sheet.encode()) < 90_000


def test_the_phone_carries_nothing_that_only_the_desk_shows(client_of, alice):
    """12.0 KB of style leave the rep's pages under 60 KB; boards, folds and tables of figures have desk.css."""
    sheet = build_assets.style_sheet(CSS)
    assert len(brotli.compress(sheet.encode())) <= 12_000
    assert not re.search(r"\.(figures|board-card|rule-rows|fold)\b", sheet.partition("@layer print")[0])
    assert "css/desk." not in client_of(alice).get("/today/").content.decode()
    assert "css/desk." in client_of(alice).get("/contract/").content.decode()


def test_a_script_loses_its_comments_and_keeps_its_words(tmp_path):
    source = tmp_path / "a.js"
    source.write_text("// why\nconst said = 'a  // b';\n/* more */\nshow( said );\n")
    assert build_assets.script(source).split("\n") == ["const said='a  // b';show(said);"]


def test_older_browsers_get_both_themes():
    sheet = build_assets.style_sheet(CSS)
    assert "light-dark(" not in sheet
    assert "--lightningcss-dark" in sheet


def test_the_font_is_small_and_the_same_as_the_one_already_built():
    font, built = build_assets.font(), Path(settings.BASE_DIR) / "build" / "fonts" / "inter.woff2"
    assert 20_000 < len(font) < 30_000
    assert not built.exists() or built.read_bytes() == font


def test_a_catalogue_leaves_out_what_is_not_sure(tmp_path):
    po = tmp_path / "django.po"
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Leads"\nmsgstr "Pistes"\n\n#, fuzzy\nmsgid "Visit"\nmsgstr "Peut-être"\n'
    )
    compiled = build_assets.catalogue(po)
    assert b"Pistes" in compiled
    assert "Peut-être".encode() not in compiled


def test_our_own_sheets_stay_short():
    assert [path.name for path in CSS.rglob("*.css") if len(path.read_text().splitlines()) > 300] == []

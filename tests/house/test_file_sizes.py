"""No file grows beyond what can be read at once, and no drawer fills by itself."""

from tests.house.sources import python_files, source_of, tracked

LIMITS = {".py": 300, ".js": 300, ".css": 300}
TEMPLATE_LIMIT = 150
DRAWERS = {"utils", "helpers", "common", "misc"}


def _lines(path):
    return len(source_of(path).splitlines())


def test_no_source_file_exceeds_300_lines():
    sources = [path for path in tracked() if path.suffix in LIMITS and "migrations" not in path.parts]
    assert [str(path) for path in sources if _lines(path) > LIMITS[path.suffix]] == []


def test_no_template_exceeds_150_lines():
    templates = [path for path in tracked("templates") if path.suffix in {".html", ".txt"}]
    assert [str(path) for path in templates if _lines(path) > TEMPLATE_LIMIT] == []


def test_no_file_or_folder_is_a_drawer():
    assert [str(path) for path in tracked() if DRAWERS & {path.stem, *path.parent.parts}] == []


def test_every_module_opens_with_its_purpose():
    silent = [
        str(path)
        for path in python_files()
        if path.name != "__init__.py"
        and "migrations" not in path.parts
        and path.name != "manage.py"
        and not source_of(path).lstrip().startswith('"""')
    ]
    assert silent == []

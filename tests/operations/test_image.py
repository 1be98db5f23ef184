"""The image is built by the commands of `make setup`; every setting and every package is written down."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,-]+\])?==[0-9][A-Za-z0-9.]*$")
VERBS = {"demo", "test", "setup", "run", "worker", "e2e", "check", "fix", "seed", "bench", "messages", "clean"}
NOT_FOR_OPERATORS = {"APP_CLOCK", "PG_BIN", "REDIS_BIN", "CHROMIUM"}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def commands_of_setup():
    """What `make setup` would run, the interpreter called python."""
    shown = subprocess.run(
        ["make", "--always-make", "--dry-run", "--silent", "setup"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    shown = shown.replace(".venv/bin/python", "python").replace(" >&2", "")
    return [line.strip() for line in shown.splitlines() if re.search(r"-m (pip|config)\b", line)]


def commands_of_image():
    """Of the worker's image; the others are built without ML and leave its packages out."""
    text = read("Dockerfile").replace("\\\n", "").replace("${ML:+-r $ML}", "-r requirements-ml.txt")
    return [
        line.removeprefix("RUN ").strip() for line in text.splitlines() if re.match(r"RUN .*-m (pip|config)\b", line)
    ]


def test_the_image_is_built_by_the_commands_of_make_setup():
    setup = [command for command in commands_of_setup() if "requirements-dev.txt" not in command]
    assert commands_of_image() == setup


def test_only_the_worker_carries_what_trains_a_model():
    assert "\nARG ML=\n" in read("Dockerfile")
    assert read("docker-compose.yml").count("requirements-ml.txt") == 1


def test_a_web_process_loads_nothing_of_what_trains_a_model():
    loaded = (
        "import sys; from config.wsgi import application; from django.urls import get_resolver;"
        "list(get_resolver().reverse_dict); from django.core.management import load_command_class as load;"
        "load('leads', 'probability'); print(sorted({'numpy', 'scipy', 'sklearn'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_image_does_not_run_as_root():
    text = read("Dockerfile")
    assert re.findall(r"^USER (\w+)", text, re.MULTILINE)[-1] == "tandem"
    assert "SECRET" not in text


def test_the_image_holds_every_package_of_ours_and_no_test():
    copied = set(re.findall(r"^COPY (\w+) \1$", read("Dockerfile"), re.MULTILINE))
    apps = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["root_packages"]
    assert copied == {*apps, "templates", "static", "locale"}


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-demo.txt", "requirements-ml.txt", "requirements-dev.txt"]
)
def test_every_package_has_one_exact_version(name):
    lines = [line for line in read(name).splitlines() if line and not line.startswith(("#", "-r "))]
    assert [line for line in lines if not PINNED.match(line)] == []


def test_every_setting_is_explained():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").rglob("*.py"))
    asked = set(re.findall(r"""(?:env\.\w+|secret)\(\s*"([A-Z_]+)\"""", code))
    asked |= set(re.findall(r"""environ(?:\.get\(|\[)"([A-Z_]+)\"""", code))
    compose = set(re.findall(r"\$\{(\w+)", read("docker-compose.yml")))
    example = set(re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE))
    asked -= {"PATH", "DEBUG", "DJANGO_SETTINGS_MODULE"}
    assert asked | compose <= example
    assert example - asked - compose - NOT_FOR_OPERATORS == set()


def test_the_makefile_has_the_verbs_of_the_house():
    assert set(re.findall(r"^([a-z0-9]+):", read("Makefile"), re.MULTILINE)) >= VERBS

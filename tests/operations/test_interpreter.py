"""Started by root with a Python that the servers' account may not read: it runs a copy, and root's stays as it was."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from config.assets import PROJECT
from config.embedded import interpreter
from config.embedded.interpreter import Interpreter, closed_folder, for_account

pytestmark = pytest.mark.servers


@pytest.fixture
def place(monkeypatch):
    """A folder that everybody may enter, for the copy."""
    root = Path(tempfile.mkdtemp(prefix="t-", dir="/tmp"))
    root.chmod(0o755)
    monkeypatch.setattr(interpreter, "HOME", root / "python")
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def closed_python(monkeypatch):
    """As if the account might not run the interpreter itself."""
    serves = Interpreter.serves

    def refuse_ours(self, account, project):
        return self.program != Path(sys.executable) and serves(self, account, project)

    monkeypatch.setattr(Interpreter, "serves", refuse_ours)


def test_a_closed_python_is_copied_once_and_runs_as_the_account(place, closed_python, account):
    if closed_folder(account, [PROJECT, *interpreter._packages()]):
        assert for_account(account, PROJECT, place / "links") is None
        return
    before = Path(sys.base_prefix).stat()
    found = for_account(account, PROJECT, place / "links")
    assert found.program == place / "links" / "bin" / "python"
    code = f"import os, django, sys; assert os.geteuid() == {account.uid} and sys.prefix.endswith('links'), sys.prefix"
    assert account.can(str(found.program), "-c", code, environment=found.environment)
    [copy] = (place / "python").iterdir()
    assert (copy.stat().st_uid, copy.stat().st_gid, copy.stat().st_mode & 0o777) == (os.geteuid(), account.gid, 0o750)
    assert not list(copy.rglob("site-packages"))
    if account.uid != os.geteuid():  # what root copied is root's
        assert not account.can("touch", str(copy / "lib" / "x"))
    made = copy.stat().st_mtime_ns
    assert for_account(account, PROJECT, place / "links") == found
    assert (copy.stat().st_mtime_ns, Path(sys.base_prefix).stat()) == (made, before)


def test_the_closed_folder_is_named(place, account):
    closed = place / "closed"
    (closed / "data").mkdir(parents=True)
    closed.chmod(0o000)
    assert closed_folder(account, [place, closed / "data"]) == closed
    assert closed_folder(account, [place]) is None
    closed.chmod(0o700)

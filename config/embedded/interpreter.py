"""The Python that web and worker run on when ours lies where their account may not go: a copy it may read.

The copy holds the interpreter and its standard library, nothing else of anybody's home folder; packages stay in place.
"""

import hashlib
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.account import Account

HOME = Path("/var/lib/tandem")
LEFT_OUT = (
    "site-packages", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "config-*", "*.a",
)  # fmt: skip
NEEDED = "ssl, ctypes, sqlite3, django, psycopg, config.environment"


@dataclass(frozen=True)
class Interpreter:
    """A program, and what must be set for it to find its library."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)

    def serves(self, account: Account, project: Path) -> bool:
        """May the account use it, its packages and the project's code?"""
        code = f"import sys; sys.path.insert(0, {str(project)!r}); import {NEEDED}"
        return account.can(str(self.program), "-c", code, environment=self.environment)


def for_account(account: Account, project: Path, links: Path) -> Interpreter | None:
    """Ours when the account may run it, else the copy; None when packages or project are out of its reach."""
    ours = Interpreter(Path(sys.executable))
    if ours.serves(account, project):
        return ours
    if closed_folder(account, (project, *_packages())):
        return None
    copied = _environment_of(_copy(account), links, account)
    return copied if copied.serves(account, project) else None


def closed_folder(account: Account, paths: Iterable[Path]) -> Path | None:
    """The first folder on the way to one of these paths that the account may not enter."""
    for path in paths:
        for step in (*reversed(path.absolute().parents), path.absolute()):
            if not account.can_reach(step):
                return step
    return None


def _packages() -> list[Path]:
    return [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]


def _copy(account: Account) -> Path:
    """The copy of this very interpreter, made once; root's, and readable by the account's group only."""
    base, version = Path(sys.base_prefix), f"python{sys.version_info.major}.{sys.version_info.minor}"
    program = Path(sys._base_executable).resolve()  # type: ignore[attr-defined]
    stamp = f"{base}{sys.version}{program.stat().st_mtime_ns}{(base / 'lib' / version).stat().st_mtime_ns}"
    copy = HOME / f"{version}-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
    if copy.exists():
        return copy
    HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=HOME))
    try:
        (new / "bin").mkdir()
        shutil.copy2(program, new / "bin" / version)
        shutil.copytree(Path(sysconfig.get_path("stdlib")), new / "lib" / version, ignore=_ignore, symlinks=False)
        for library in (base / "lib").glob("libpython*.so*"):
            shutil.copy2(library, new / "lib" / library.name)
        _open_to_group(new, account)
        new.rename(copy)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        if not copy.exists():  # else somebody was faster
            raise
    return copy


_ignore = shutil.ignore_patterns(*LEFT_OUT)


def _open_to_group(root: Path, account: Account) -> None:
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            os.chown(path, -1, account.gid)
            path.chmod(0o750 if path.is_dir() or os.access(path, os.X_OK) and path.parent.name == "bin" else 0o640)


def _environment_of(copy: Path, links: Path, account: Account) -> Interpreter:
    """A virtual environment on the copy whose packages are ours; it is made anew at each start."""
    shutil.rmtree(links, ignore_errors=True)
    version = next(path.name for path in (copy / "bin").iterdir())
    (links / "bin").mkdir(parents=True)
    (links / "lib" / version).mkdir(parents=True)
    (links / "pyvenv.cfg").write_text(
        f"home = {copy / 'bin'}\ninclude-system-site-packages = false\n", encoding="utf-8"
    )
    (links / "bin" / "python").symlink_to(copy / "bin" / version)
    (links / "lib" / version / "site-packages").symlink_to(_packages()[0])
    for path in (links, links / "bin", links / "lib", links / "lib" / version, links / "pyvenv.cfg"):
        os.chown(path, -1, account.gid)
        path.chmod(0o750 if path.is_dir() else 0o640)
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED")
    return Interpreter(links / "bin" / "python", {"LD_LIBRARY_PATH": str(copy / "lib")} if shared else {})

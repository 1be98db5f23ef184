"""The data folder: what is kept where, who may read it, and the lock that lets one run in."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import IO, Any

from config.embedded.account import Account, give

SOCKET_PATH_LIMIT = 90
SERVERS_ABOVE = Path("/var/lib")  # where the servers' files go when the data folder is closed to their account
PASSWORDS = ("postgres", "owner", "app", "reader", "redis")


class BusyError(Exception):
    """Another run holds this data folder."""


class Folder:
    """DATA/{run,logs,postgres,redis,media}, all 0700. `servers` and `sockets` may lie elsewhere (see `place`)."""

    def __init__(self, root: Path, account: Account | None = None) -> None:
        self.root = root.expanduser().absolute()
        self.account = account
        self.run = self.root / "run"
        self.logs = self.root / "logs"
        self.servers = self.root
        self.sockets = self.run
        self._lock: IO[str] | None = None

    def open(self) -> None:
        """Makes the folder and takes its lock; raises BusyError when another run holds it."""
        for path in (self.root, self.run, self.logs, self.root / "media"):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
            give(self.account, path)
        self._lock = (self.run / "lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise BusyError(self.note("address") or "") from None
        os.set_inheritable(self._lock.fileno(), False)

    def place(self) -> str:
        """Decides where servers and sockets live; the sentence to tell when it is not the data folder."""
        told = ""
        if self.account and not self.account.can_reach(self.root):
            self.servers = self._elsewhere("servers", SERVERS_ABOVE)
            told = (
                f"The account that runs the servers may not enter {self.root}: their files are kept in {self.servers}. "
                "To keep everything in one place, let others pass (chmod o+x) through the folders above it."
            )
        self.sockets = self.servers / "run" if self.servers != self.root else self.run
        if len(os.fsencode(self.sockets)) > SOCKET_PATH_LIMIT:
            self.sockets = self._elsewhere("sockets", Path(tempfile.gettempdir()))
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        give(self.account, self.sockets)
        return told

    def _elsewhere(self, what: str, above: Path) -> Path:
        noted = Path(self.note(what) or "/nonexistent")
        if noted.is_dir() and noted.stat().st_mode & 0o777 == 0o700:
            return noted
        made = Path(tempfile.mkdtemp(prefix="tandem-", dir=above))
        give(self.account, made)
        self.write_note(what, str(made))
        return made

    def reachable(self, install: Path, program: str) -> Path:
        """The program below `install`, or a copy of it where the account of the servers may read it."""
        if self.account is None or self.account.can_reach(install / program):
            return install / program
        copy = self.servers / "programs" / install.name
        if not (copy / program).exists():
            shutil.copytree(install, copy, dirs_exist_ok=True)
            for path in (copy.parent, copy, *copy.rglob("*")):
                give(self.account, path)
        return copy / program

    def hand_over(self) -> None:
        """What a run as root left behind belongs to the account that runs the web from now on."""
        left = [*self.run.glob("beat-schedule*"), *self.root.glob("*.json*"), *(self.root / "media").rglob("*")]
        give(self.account, *(path for path in left if path.lstat().st_uid == 0))

    def pid_file(self, name: str) -> Path:
        return self.run / f"{name}.pid"

    def note(self, name: str) -> str | None:
        try:
            return (self.run / name).read_text(encoding="utf-8").strip()
        except OSError:
            return None

    def write_note(self, name: str, text: str) -> Path:
        return self.write_private(self.run / name, text + "\n")

    def write_private(self, path: Path, text: str) -> Path:
        """Writes a 0600 file in one step: a killed run never leaves half a file."""
        new = path.with_name(f".{path.name}.new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        give(self.account, new)
        new.replace(path)
        return path

    def passwords(self) -> dict[str, str]:
        """Made once, kept in DATA/passwords.json (0600)."""
        path = self.root / "passwords.json"
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        missing = {name: secrets.token_hex(20) for name in PASSWORDS if name not in kept}
        if missing:
            self.write_private(path, json.dumps(kept | missing))
        return kept | missing

    def secret_key(self) -> str:
        """Made once, kept in DATA/secret_key (0600), where config/settings/demo.py finds it."""
        path = self.root / "secret_key"
        if not path.exists():
            self.write_private(path, secrets.token_urlsafe(64))
        return path.read_text(encoding="utf-8").strip()

    def forget(self) -> None:
        """Removes the notes and places of a finished run; the data stays."""
        if self.sockets not in (self.run, self.servers / "run"):
            shutil.rmtree(self.sockets, ignore_errors=True)
        (self.run / "address").unlink(missing_ok=True)
        if self._lock:
            self._lock.close()

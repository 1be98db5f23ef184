"""PostgreSQL refuses to run as root: servers started by root run under one unprivileged account."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "tandem"


@dataclass(frozen=True)
class Account:
    """A system account; `popen` is what subprocess needs to become it."""

    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, *command: str, environment: dict[str, str] | None = None) -> bool:
        """Does this command succeed under the account?"""
        told = os.environ | (environment or {})
        try:
            done = subprocess.run(
                command,
                cwd="/",
                env=told,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=60,
                **self.popen,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    def can_reach(self, path: Path) -> bool:
        """May the account read this path, or step into this folder?"""
        return self.can("/bin/sh", "-c", 'test -r "$1" && { test ! -d "$1" || test -x "$1"; }', "sh", str(path))


def unprivileged() -> Account | None:
    """None for an ordinary person; for root the account of the servers, created when missing."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _create()
        entry = pwd.getpwnam(NAME)
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> None:
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if not useradd:
        raise SystemExit(f"As root, Tandem needs a system account {NAME!r}: create it, or start as another user.")
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 9):  # 9: made by somebody else meanwhile
        raise SystemExit(f"The system account {NAME!r} could not be created: {done.stderr.strip()}")


def give(account: Account | None, *paths: Path) -> None:
    """These files and folders belong to the account from now on; what a link points to is left alone."""
    for path in paths if account else ():
        os.chown(path, account.uid, account.gid, follow_symlinks=False)  # type: ignore[union-attr]

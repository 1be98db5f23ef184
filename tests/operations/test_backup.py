"""The drill: back up, erase somebody, restore; everything is as it was, and the erased person stays erased."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from config.servers import DEMO_LOGINS
from tests.operations.conftest import clean_environment

pytestmark = pytest.mark.servers
ROOT = Path(__file__).resolve().parents[2]
VIEWS = ("debriefs", "ledger", "snapshots", "runs", "outbox")


@pytest.fixture(scope="module")
def installation(servers):
    """A seeded installation: its environment for commands."""
    servers.prepare(DEMO_LOGINS)
    environment = clean_environment(
        APP_ENV="demo", APP_DATA_DIR=str(servers.folder.root / "app"), STATEMENT_TIMEOUT_MS="0", **servers.addresses
    )
    (servers.folder.root / "app").mkdir()
    for command in (["migrate", "-v", "0"], ["sync_roles", "-v", "0"], ["seed", "--profile", "tiny"]):
        assert manage(environment, *command).returncode == 0
    return environment


def manage(environment, *arguments):
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def told(environment, *arguments):
    done = manage(environment, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def picture(environment):
    """A fingerprint of every contract view, and the names of the contacts."""
    query = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM contract.{} t"
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        rows = {view: connection.execute(query.format(view)).fetchone() for view in VIEWS}
        names = dict(connection.execute("SELECT id, name FROM crm_contact").fetchall())
    return rows, names


def test_a_restored_backup_is_the_same_and_the_erased_stay_erased(installation, short_folder):
    backup = short_folder / "backup.tar"
    before, names = picture(installation)
    stamp = told(installation, "backup", "--out", str(backup))
    assert stamp["bytes"] == backup.stat().st_size
    assert backup.stat().st_mode & 0o777 == 0o600

    somebody = min(names)
    told(installation, "erase_subject", "--id", str(somebody), "--reason", "request")
    assert picture(installation)[1][somebody] != names[somebody]

    refused = manage(installation, "restore", "--in", str(backup))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert told(installation, "restore", "--in", str(backup), "--replace")["erased_again"] == 1

    after, restored = picture(installation)
    assert after == before
    assert restored == names | {somebody: restored[somebody]}
    assert restored[somebody] != names[somebody]
    assert told(installation, "erasure_replay", "--check") == {"listed": 1, "back": 0, "erased": 0}


def test_the_folder_of_a_backup_is_made_for_the_owner_of_the_one_above(installation, short_folder):
    above = short_folder / "disk"
    above.mkdir()
    if os.geteuid() == 0:
        os.chown(above, 12345, 12345)
    told(installation, "backup", "--out", str(above / "new" / "backup.tar"))
    made = (above / "new").stat()
    assert (made.st_uid, made.st_gid, made.st_mode & 0o777) == (above.stat().st_uid, above.stat().st_gid, 0o700)


@pytest.mark.parametrize(("name", "why"), [("gone/new/backup.tar", "There is no folder"), ("", "is a folder")])
def test_a_backup_into_nowhere_or_over_a_folder_is_refused_before_anything_is_written(
    installation, short_folder, name, why
):
    nowhere = short_folder / "nowhere"
    nowhere.mkdir(exist_ok=True)
    refused = manage(installation, "backup", "--out", str(nowhere / name), "--json")
    assert refused.returncode == 1
    assert why in json.loads(refused.stdout)["error"]
    assert not list(nowhere.iterdir())


def test_what_is_no_backup_is_refused(installation, short_folder):
    (short_folder / "notes.txt").write_text("hello")
    refused = manage(installation, "restore", "--in", str(short_folder / "notes.txt"), "--replace")
    assert refused.returncode == 1
    assert "not a backup" in refused.stderr


def test_nobody_can_be_erased_under_an_unknown_number(installation):
    refused = manage(installation, "erase_subject", "--id", "999999", "--reason", "request")
    assert refused.returncode == 1
    assert "no contact 999999" in refused.stderr

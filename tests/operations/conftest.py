"""Embedded servers in a temporary folder, as the demo and the tests start them."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from config.embedded.account import Account, unprivileged
from config.embedded.folder import Folder
from config.servers import TEST_LOGINS, WAVES, Servers
from config.supervisor import Supervisor


class Oneself(Account):
    """For whoever is not root: the account of the servers is one's own."""

    @property
    def popen(self):
        return {}


class Barred(Oneself):
    """Not let into any folder of ours."""

    def can_reach(self, path):
        return False


@pytest.fixture
def account():
    """The account root runs servers under; one's own for everybody else, who may not become another."""
    return unprivileged() or Oneself(os.getuid(), os.getgid())


@pytest.fixture(scope="module")
def short_folder():
    """A folder with a short name that everybody may enter, like /srv/tandem."""
    root = Path(tempfile.mkdtemp(prefix="t-", dir="/tmp"))
    root.chmod(0o755)
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def servers(short_folder):
    """Both servers, up."""
    folder = Folder(short_folder / "data", unprivileged())
    folder.open()
    folder.place()
    supervisor = Supervisor(folder)
    made = Servers(supervisor, fast=True)
    made.start()
    made.prepare(TEST_LOGINS)
    made.make_database(fresh=False)
    yield made
    end_quietly(supervisor)
    folder.forget()


def end_quietly(supervisor):
    """Ends the children without leaving pytest deaf to Ctrl-C."""
    import signal

    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    supervisor.end(WAVES)
    for number, handler in kept.items():
        signal.signal(number, handler)


def clean_environment(**more):
    """Our environment without the addresses of other servers."""
    names = (
        "DATABASE_URL", "REDIS_URL", "DATABASE_URL_OWNER", "APP_ENV", "APP_DATA_DIR", "DJANGO_SETTINGS_MODULE",
        "DJANGO_ALLOW_ASYNC_UNSAFE",
    )  # fmt: skip
    return {name: value for name, value in os.environ.items() if name not in names} | more

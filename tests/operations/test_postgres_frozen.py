"""PostgreSQL is frozen, not dead: every request is answered within its patience, with 503, and all is well after."""

import os
import signal
import threading
import time

import psutil
import pytest

from config.embedded import processes
from tests.operations.test_demo import answer, demo

pytestmark = pytest.mark.servers
CLIENTS = 8
BOUND = 12 + 3  # the web's patience and the time to connect anew


def family(data):
    """The server and its backends, which freeze together."""
    leader = processes.read_pid(data / "run" / "postgres.pid")
    return [psutil.Process(leader), *psutil.Process(leader).children(recursive=True)]


def ask(base_url, told):
    began = time.monotonic()
    status, _body = answer(base_url, "/accounts/login/")
    told.append((status, time.monotonic() - began))


def test_a_frozen_database_is_answered_by_503_in_time(short_folder):
    data = short_folder / "frozen"
    with demo(data) as (_run, said):
        base_url, told = said["base_url"], []
        for _time in range(CLIENTS):
            assert answer(base_url, "/accounts/login/")[0] == 200
        frozen = family(data)
        for process in frozen:
            os.kill(process.pid, signal.SIGSTOP)
        try:
            clients = [threading.Thread(target=ask, args=(base_url, told)) for _one in range(CLIENTS)]
            for client in clients:
                client.start()
            assert answer(base_url, "/healthz")[0] == 200
            for client in clients:
                client.join(60)
        finally:
            for process in frozen:
                os.kill(process.pid, signal.SIGCONT)
        assert [status for status, _seconds in told] == [503] * CLIENTS
        assert max(seconds for _status, seconds in told) < BOUND, told
        assert answer(base_url, "/accounts/login/")[0] == 200

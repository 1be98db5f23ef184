"""PostgreSQL dies ten times while eight clients file: nothing acknowledged is lost or doubled, and errors are 503."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest

from config.embedded import processes
from tests.operations.conftest import clean_environment
from tests.operations.test_demo import answer, demo

pytestmark = pytest.mark.servers
ROOT = Path(__file__).resolve().parents[2]
CLIENTS, REPS, DAYS = 8, 160, 14
KILLS = [signal.SIGQUIT] * 5 + [signal.SIGKILL] * 5  # what `pg_ctl stop -m immediate` sends, then kill -9
ENOUGH = 12  # debriefs acknowledged between two deaths
HIRE = """
import json, sys
import django
django.setup()
from knox.models import get_token_model
from accounts.models import User
from core import clock
from django.core.management import call_command
call_command("sync_roles", verbosity=0)
from django.contrib.auth.models import Group
rep = Group.objects.get(name="rep")
made = []
for number in range(int(sys.argv[1])):
    user = User.objects.create(email=f"rep{number}@example.test", name=f"Rep {number}", role="rep")
    user.groups.add(rep)
    made.append(get_token_model().objects.create(user=user)[1])
print(json.dumps({"day": str(clock.local_day()), "tokens": made}))
"""


def address(data, login, word):
    """Where the demo's PostgreSQL listens, from its own pid file."""
    sockets = (data / "postgres" / "postmaster.pid").read_text().splitlines()[4]
    secret = json.loads((data / "passwords.json").read_text())[word]
    return f"postgres://{login}:{secret}@{quote(sockets, safe='')}/tandem"


def hire(data, count):
    """So many reps with a token each; the day it is there."""
    more = {
        "APP_ENV": "demo",
        "APP_DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "DATABASE_URL": address(data, "tandem_rw", "app"),
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    command = [sys.executable, "-c", HIRE, str(count)]
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(**more), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


class Client(threading.Thread):
    """Files one day after the other, and repeats each with its key until it is acknowledged."""

    def __init__(self, base_url, work, stop):
        super().__init__(daemon=True)
        self.host, self.work, self.stop = base_url.removeprefix("http://"), work, stop
        self.acknowledged, self.statuses = {}, Counter()

    def run(self):
        for token, day in self.work:
            if self.stop.is_set():
                return
            self.file(token, day)

    def file(self, token, day):
        key = str(uuid4())
        visit = {"company_name": f"Fournil {key}", "kind": "visit", "state": "done", "nobody_met": True}
        visit["findings"] = [{"kind": "opinion", "value": f"Avis {key}", "how_known": "heard"}]
        body = json.dumps({"work_date": day, "visits": [visit]})
        while not self.stop.is_set():
            status, text = self.post(token, key, body)
            self.statuses[status] += 1
            if status in (200, 201):
                self.acknowledged[key] = json.loads(text)["id"]
                return
            time.sleep(0.5)

    def post(self, token, key, body):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        headers = {"Authorization": f"Token {token}", "Content-Type": "application/json", "Idempotency-Key": key}
        try:
            connection.request("POST", "/api/v1/debriefs/", body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def kill_and_wait(data, base_url, how):
    """PostgreSQL dies, its supervisor starts it again, and the site is ready."""
    pid = processes.read_pid(data / "run" / "postgres.pid")
    os.kill(pid, how)
    limit = time.monotonic() + 40
    while time.monotonic() < limit:
        time.sleep(0.2)
        if processes.read_pid(data / "run" / "postgres.pid") != pid and answer(base_url, "/readyz")[0] == 200:
            return
    raise AssertionError(f"PostgreSQL did not come back after {how!r}")


def work_on(clients):
    """The clients have filed some more."""
    before, limit = filed_by(clients), time.monotonic() + 60
    while filed_by(clients) < before + ENOUGH and time.monotonic() < limit:
        time.sleep(0.05)


def filed_by(clients):
    return sum(len(client.acknowledged) for client in clients)


def days_before(day, count):
    return [str(date.fromisoformat(day) - timedelta(days=back)) for back in range(count)]


def test_no_acknowledged_debrief_is_lost_or_doubled(short_folder):
    data = short_folder / "crash"
    with demo(data) as (_run, said):
        base_url = said["base_url"]
        staff = hire(data, REPS)
        todo = [(token, day) for day in days_before(staff["day"], DAYS) for token in staff["tokens"]]
        stop = threading.Event()
        clients = [Client(base_url, todo[n::CLIENTS], stop) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        for how in KILLS:
            work_on(clients)
            kill_and_wait(data, base_url, how)
        work_on(clients)
        stop.set()
        for client in clients:
            client.join(40)
        acknowledged = {key: pk for client in clients for key, pk in client.acknowledged.items()}
        statuses = sum((client.statuses for client in clients), Counter())
        with psycopg.connect(address(data, "tandem_owner", "owner")) as connection:
            kept = dict(connection.execute("SELECT idem_key::text, id FROM contract.debriefs").fetchall())
            days = connection.execute(
                "SELECT count(*), count(DISTINCT (rep_id, work_date)) FROM debrief_debrief"
            ).fetchone()
            told = connection.execute(
                "SELECT count(*), count(DISTINCT value) FROM debrief_finding WHERE kind = 'opinion'"
            ).fetchone()
        sys.stderr.write(f"{len(acknowledged)} acknowledged, answers {dict(statuses)}\n")
        assert {key: kept.get(key) for key in acknowledged} == acknowledged
        assert days[0] == days[1] == len(kept)
        assert told[0] == told[1] == len(kept)
        assert set(statuses) <= {200, 201, 503}, statuses
        assert statuses[503] > 0
        assert len(acknowledged) >= ENOUGH * len(KILLS)

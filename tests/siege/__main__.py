"""`make siege`: a demo of its own is attacked over HTTP by one person of each role, and its figures are printed.

`BASE=http://… DATA=…` attacks a running demo instead, whose data is not worth keeping.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ATTACKERS = ("norole", "rep_a1", "man_a", "mkt_1", "dir_1", "adm_1")  # the last one may change the others
FILERS = ("rep_a1", "rep_a2", "rep_b1")
LEAST_REQUESTS, LEAST_TEXTS, KEYS = 5000, 100, 40


@contextlib.contextmanager
def target():
    """(address, credentials) of the demo to attack; one of our own, thrown away, unless BASE and DATA name another."""
    if os.environ.get("BASE"):
        yield os.environ["BASE"], credentials(Path(os.environ["DATA"]))
        return
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        command = [sys.executable, "manage.py", "demo", "--data", str(data), "--port", "0", "--profile", "tiny"]
        told = os.environ | {"API_RATE": "100000/min"}
        run = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True)
        try:
            yield json.loads(run.stdout.readline())["base_url"], credentials(data)
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait(30)


def credentials(data):
    return json.loads((data / "credentials.json").read_text(encoding="utf-8"))


def main(each):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from tests.siege import attack, doubles
    from tests.siege.people import Person
    from tests.siege.strings import BAD

    began, found = time.monotonic(), attack.Findings()
    with target() as (base, known):
        keys, twice = doubles.siege(base, known["users"], FILERS, KEYS)
        for name in ATTACKERS:
            person = Person(name, base, known["users"][name], known["objects"]).sign_in()
            for step in (attack.attack_forms, attack.attack_queries, attack.attack_uploads, attack.attack_api):
                attack.run(step(person, found, each), found)
                sys.stderr.write(
                    f"{time.monotonic() - began:6.0f} s  {name} {step.__name__}: {found.requests} requests\n"
                )
            attack.read_exports(person, found)
    wrong = [*found.wrong, *twice]
    figures = {
        "requests": found.requests,
        "texts": len(set(BAD)),
        "routes": len(found.reached),
        "statuses": dict(sorted(found.statuses.items())),
        "keys_sent_16_times": keys,
        "wrong": len(wrong),
        "seconds": round(time.monotonic() - began),
    }
    sys.stdout.write(json.dumps(figures) + "\n" + "".join(f"{one}\n" for one in wrong))
    return 1 if wrong or found.requests < LEAST_REQUESTS or len(set(BAD)) < LEAST_TEXTS else 0


if __name__ == "__main__":
    sys.exit(main(int(os.environ.get("EACH") or 1)))

"""What the container's health check asks: is this process of mine alive and at work? Exit code 0 or 1."""

import http.client
import os
import sys
import time
from pathlib import Path

BEAT_SCHEDULE = Path("/tmp/beat-schedule")  # noqa: S108  # a tmpfs of the container, nobody else's
BEAT_SILENCE_SECONDS = 600


def web() -> bool:
    """The web answers on its own port, asked by its own name."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
    return connection.getresponse().status == 200


def worker() -> bool:
    """The worker of this container answers through the broker."""
    from config.celery import app

    name = f"celery@{os.uname().nodename}"
    return name in (app.control.inspect(destination=[name], timeout=10).ping() or {})


def beat() -> bool:
    """Beat has written its schedule lately."""
    files = list(BEAT_SCHEDULE.parent.glob(BEAT_SCHEDULE.name + "*"))
    return any(time.time() - path.stat().st_mtime < BEAT_SILENCE_SECONDS for path in files)


CHECKS = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    try:
        sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
    except OSError:
        sys.exit(1)

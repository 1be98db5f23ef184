"""The Celery application: bells and the tick travel through it, the record stays in PostgreSQL."""

import json
import logging.config
import os
from datetime import UTC, datetime
from typing import Any

from celery import Celery
from celery.signals import setup_logging

from config.environment import use_settings

use_settings()
app = Celery("tandem")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect  # type: ignore[untyped-decorator]
def log_as_the_web_does(**kwargs: Any) -> None:
    """Worker and beat write the same JSON lines as the web, their last words included."""
    from celery.apps import worker
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    worker.safe_say = say


def say(text: str, *args: Any, **kwargs: Any) -> None:
    """What Celery tells from inside a signal handler, where no logger may be used, as a JSON line."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = {"at": at, "level": "info", "logger": "celery.worker", "message": text.strip()}
    os.write(2, json.dumps(line).encode() + b"\n")

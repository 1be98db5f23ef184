"""The Celery application: bells and the tick travel through it, the record stays in PostgreSQL."""

import logging.config
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
    """Worker and beat write the same JSON lines as the web."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)

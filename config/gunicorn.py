"""Gunicorn's settings: threads, one JSON line per event on stderr, no other socket than the web's."""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 3
raw_env = ["DATABASE_PATIENCE_S=12"]  # PostgreSQL itself ends a statement after ten
keepalive = 5
control_socket_disable = True
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "propagate": True, "handlers": []},
        "gunicorn.access": {"level": "WARNING", "propagate": True, "handlers": []},
    },
}

"""Production headers without HTTPS, console e-mail, its secret kept in the data folder (the default)."""

from config.settings import base
from config.settings.base import *  # noqa: F403
from config.settings.base import APP_DATA_DIR

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


def kept_secret() -> str:
    """The demo's key: from the environment, else from the data folder, else one for this process only."""
    path = APP_DATA_DIR / "secret_key"
    try:
        return base.SECRET_KEY or path.read_text(encoding="utf-8").strip()
    except OSError:
        from django.core.management.utils import get_random_secret_key

        return get_random_secret_key()


SECRET_KEY = kept_secret()

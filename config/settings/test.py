"""Fast hasher, Celery inline unless a test is marked `worker`: same Postgres, same roles."""

from pathlib import Path
from tempfile import gettempdir

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATABASES, env

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SECRET_KEY = "test-only-" + "k7Zr2p" * 10  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
APP_DATA_DIR = Path(env.str("APP_DATA_DIR", default=f"{gettempdir()}/tandem-test"))
MEDIA_ROOT = APP_DATA_DIR / "media"
CACHES["figures"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
CELERY_TASK_ALWAYS_EAGER = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
# Tests log in as app_test: the database is made and migrated as app_owner, the tests run as app_rw (tests/conftest.py).
DATABASES["default"]["OPTIONS"]["assume_role"] = "app_owner"
DATABASES["default"]["TEST"] = {"TEMPLATE": "template0"}

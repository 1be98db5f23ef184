"""Everything true everywhere; the only place that reads the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from config.schedule import SCHEDULE  # noqa: F401
from config.settings.api import *  # noqa: F403
from config.settings.api import API_FRAMEWORK
from config.settings.deferred import *  # noqa: F403
from config.settings.headers import *  # noqa: F403
from config.settings.headers import DIRECTIVES
from config.settings.limits import *  # noqa: F403

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent


def secret(name: str, default: str = "") -> str:
    """The value of NAME, or the content of the file that NAME_FILE points to."""
    path = env.str(f"{name}_FILE", default="")
    return Path(path).read_text(encoding="utf-8").strip() if path else env.str(name, default=default)


APP_ENV = env.str("APP_ENV", default="demo")
APP_VERSION = "1.0.0"
APP_DATA_DIR = Path(env.str("APP_DATA_DIR", default=str(BASE_DIR / "var")))
APP_CLOCK = env.str("APP_CLOCK", default="") if APP_ENV == "test" else ""

# Core settings
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
DEBUG = False
SECRET_KEY = secret("SECRET_KEY")
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")

# Database
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE_URL_OWNER = env.str("DATABASE_URL_OWNER", default="")
PG_SESSION = "-c statement_timeout={statement} -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=10_000)
DATABASE_PATIENCE_S = env.float("DATABASE_PATIENCE_S", default=0)


def database(url: str) -> dict[str, Any]:
    """A Django database entry for a postgres:// address (a %2F-quoted host is a socket folder)."""
    config = dict(env.db_url_config(url)) if url else {"NAME": ""}
    config["ENGINE"] = "core.postgres"
    config["HOST"] = unquote(str(config.get("HOST", "")))
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    options = {
        "connect_timeout": 3,
        "tcp_user_timeout": 15_000,
        "options": PG_SESSION.format(statement=STATEMENT_TIMEOUT_MS),
    }
    if role := env.str("DATABASE_ROLE", default=""):
        options["assume_role"] = role
    config["OPTIONS"] = options
    return config


DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Applications
INSTALLED_APPS = [
    "config",
    "incentives",
    "debrief",
    "leads",
    "crm",
    "accounts",
    "core",
    "accounts.apps.BackOfficeConfig",  # django.contrib.admin, for operations
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "anymail",
]
MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.DatabaseAwayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.middleware.CleanInputMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.SignedInMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [f"core.templatetags.{name}" for name in ("ui", "fmt", "lists", "frame")]
            + ["template_partials.templatetags.partials"],
        },
    }
]

# Authentication
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
HOME_BY_ROLE = {
    "rep": "debrief:today",
    "sales_manager": "incentives:team_dashboard",
    "marketer": "debrief:review_queue",
    "operations": "core:journal",
    "director": "leads:roi_dashboard",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tandem"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "company",
                    "name": env.str("OIDC_NAME", default="SSO"),
                    "client_id": env.str("OIDC_CLIENT_ID", default=""),
                    "secret": secret("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ]
        }
    }
    if OIDC_ISSUER
    else {}
)

# Sessions and cookies: in the database, sliding over fourteen days, renewed at most once a day (accounts.middleware).
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# E-mail
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Tandem <tandem@localhost>")

# Languages, time and money
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
APP_TZ = env.str("APP_TZ", default="Europe/Paris")
TIME_ZONE = APP_TZ
USE_TZ = True
USE_I18N = True
CURRENCY = env.str("CURRENCY", default="EUR")

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "build", BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {
            "file_permissions_mode": 0o644,
            "directory_permissions_mode": 0o755,
        },  # whoever serves them reads them
    },
}
MEDIA_ROOT = APP_DATA_DIR / "media"
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "woff2", "gz", "br")

# Security headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": DIRECTIVES | {"form-action": [SELF, *([OIDC_ISSUER] if OIDC_ISSUER else [])]},
}

# Forms and API
CRISPY_ALLOWED_TEMPLATE_PACKS = ("ui",)
CRISPY_TEMPLATE_PACK = "ui"
CRISPY_FAIL_SILENTLY = False
REST_FRAMEWORK = API_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"user": env.str("API_RATE", default="1200/min")}}

# Deferred work
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if APP_ENV == "prod" else 0)  # ours, before the web server
REDIS_URL = env.str("REDIS_URL", default="")
WEB_CONCURRENCY = env.int("WEB_CONCURRENCY", default=2)
WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
BELLS_SOCKET_TIMEOUT = 0.3
CELERY_BROKER_URL = REDIS_URL
CELERY_WORKER_CONCURRENCY = WORKER_CONCURRENCY
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = env.float("WORKER_SOFT_SHUTDOWN", default=3.0)

# Business defaults (decisions.md): operations change the per-team and per-plan ones on screen.
DEFAULT_MARGIN_RATE = env.str("DEFAULT_MARGIN_RATE", default="0.40")
LOADED_HOURLY_RATE = env.str("LOADED_HOURLY_RATE", default="45.00")
ATTRIBUTION_WINDOW_DAYS = env.int("ATTRIBUTION_WINDOW_DAYS", default=90)
FILING_WINDOW_DAYS = 14
ON_DEVICE_DICTATION = env.bool("ON_DEVICE_DICTATION", default=False)  # speech to text inside the phone only, never sent

# Logs
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "fontTools": {"level": "WARNING"}},
}
SENTRY_DSN = env.str("SENTRY_DSN", default="")

"""Django's settings, derived from `Config`."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from dj_database_url import DBConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from folkmoot.site.config import get_config

CONFIG = get_config()
PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = CONFIG.debug
SAFE_CLOCK = CONFIG.test or CONFIG.demo
if CONFIG.clock_file and not SAFE_CLOCK:
    message = "FOLKMOOT_CLOCK_FILE moves the clock and is for tests and the demo only."
    raise ImproperlyConfigured(message)


def _secret_key() -> str:
    file = CONFIG.data / "secret_key"
    if CONFIG.secret_key:
        return CONFIG.secret_key
    if file.exists():
        return file.read_text().strip()
    # Without a key on disk nothing outlives the process, which is right for tools.
    return secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
PUBLIC = urlsplit(CONFIG.public_url)
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *([PUBLIC.hostname] if PUBLIC.hostname else []),
    *CONFIG.allowed_hosts,
]
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC.scheme}://{PUBLIC.netloc}"]
SECURE = PUBLIC.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
if CONFIG.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.forms",
    "folkmoot.web",
    "folkmoot.record",
    "folkmoot.messaging",
    "folkmoot.people",
    "folkmoot.listening",
    "folkmoot.doing",
    "folkmoot.deciding",
    "folkmoot.federating",
    "folkmoot.needs",
    "folkmoot.shifts",
    "folkmoot.fund",
    "folkmoot.planning",
    "folkmoot.home",
    *(["folkmoot.site.demo"] if CONFIG.demo else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Its answers have a length by chance, and the token in forms differs each time:
    # what is secret on a page cannot be guessed from how small it packs.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "folkmoot.people.middleware.person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "folkmoot.web.errors.methods_in_words",
]
ROOT_URLCONF = "folkmoot.site.urls"
WSGI_APPLICATION = "folkmoot.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.template.context_processors.csp",
                "django.contrib.messages.context_processors.messages",
                "folkmoot.web.context.shared",
                *(["folkmoot.site.demo.context.demo"] if CONFIG.demo else []),
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "folkmoot.web.templatetags.folkmoot",
            ],
        },
    }
]
FORM_RENDERER = "folkmoot.web.forms.Renderer"

SQLITE = {
    "ENGINE": "folkmoot.web.sqlite",
    "NAME": CONFIG.data / "folkmoot.sqlite3",
    "OPTIONS": {
        # Writers queue at BEGIN instead of failing when they upgrade a read lock.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        " PRAGMA mmap_size=1073741824; PRAGMA cache_size=-20000",
    },
    "TEST": {"NAME": None},
}


def _postgresql(url: str) -> DBConfig:
    found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    # How often a query of `web.prepared` is asked before the server keeps its plan.
    found["OPTIONS"] = {"prepare_threshold": 5} | found.get("OPTIONS", {})
    return found


DATABASES = {
    "default": _postgresql(CONFIG.database_url)
    if CONFIG.database_url
    else SQLITE | {"CONN_MAX_AGE": None}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_ENGINE = "folkmoot.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "folkmoot.web.errors.csrf_failure"

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = CONFIG.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.data / "static"
STATIC_MANIFEST = not (CONFIG.test or CONFIG.debug)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "folkmoot.web.storage.Storage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_MANIFEST
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}

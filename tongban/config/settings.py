"""All settings, in one file. What an operator may change is read from the environment; ``docs/operations.md`` lists it."""

import os
import sys
from pathlib import Path

from tongban.kit import environment as env
from tongban.kit.keys import key_ring

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.text("TONGBAN_VAR", str(ROOT / "var")))
TESTING = "pytest" in sys.modules

DEBUG = env.switch("TONGBAN_DEBUG")
DEMO = env.switch("TONGBAN_DEMO")  # shows the demonstration accounts on the sign-in page
ALLOWED_HOSTS = env.text("TONGBAN_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
SITE_ADDRESS = env.text("TONGBAN_ADDRESS", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

KEYS = key_ring(VAR / "keys")
SECRET_KEY = KEYS.web

# --- the rooms, from the ground up ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "tongban.journal",
    "tongban.regions",
    "tongban.people",
    "tongban.catalogue",
    "tongban.documents",
    "tongban.eforms",
    "tongban.cases",
    "tongban.notices",
    "tongban.oversight",
    "tongban.ui",
    "tongban.doors.portal",
    "tongban.doors.desk",
    "tongban.doors.office",
    "tongban.doors.console",
    "tongban.doors.api",
    "tongban.doors.terminal",
]

MIDDLEWARE = [
    "tongban.ui.middleware.access_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tongban.ui.middleware.say_no_in_words",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tongban.ui.middleware.text_only",
    "tongban.ui.middleware.keep_session",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "tongban.config.urls"
WSGI_APPLICATION = "tongban.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "tongban.ui.pages.Pages",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "tongban.ui.pages.environment", "context_processors": ["tongban.ui.pages.frame"]},
    },
]

# --- where things are kept -----------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{VAR}/tongban.sqlite3")
DATABASES = {"default": env.database(DATABASE_URL, pool_size=env.whole("TONGBAN_POOL", 10))}
if TESTING:
    suffix = os.environ.get("TONGBAN_TEST_DB_SUFFIX", "")
    name = f"test_tongban{suffix}"
    sqlite = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / f"{name}.sqlite3") if sqlite else name}
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # type: ignore[attr-defined]  # a pool outlives its test database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The search index: a copy of what the database says, rebuilt whenever it is lost
SEARCH_FOLDER = env.text("TONGBAN_SEARCH_FOLDER", str(VAR / ("search-test" if TESTING else "search")))

# Files: a local folder, or any S3-compatible store by one setting, s3://key:secret@host:port/bucket
FILE_STORE = env.text("TONGBAN_FILE_STORE", str(VAR / "files"))
STORAGES = {
    "default": env.file_store(FILE_STORE),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_MANIFEST_STRICT = False  # a page without its style is better than no page

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "/sign-in"
AUTHENTICATION_BACKENDS = ["tongban.people.accounts.Accounts"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []),
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "tongban.people.session_store"
SESSION_COOKIE_AGE = 30 * 60  # sliding: half an hour without a page ends a session (GB/T 22239 session timeout)
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tongban.ui.views.page_is_stale"

# --- what browsers may do ------------------------------------------------------------------------------------------
HTTPS = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = env.folder(VAR / "uploads")

# --- words, places, time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- letters ---------------------------------------------------------------------------------------------------------
# Mail: smtp://user:password@host:port by one setting; without it letters are written to var/outbox/
EMAIL_URL = env.text("TONGBAN_SMTP")
vars().update(env.mail(EMAIL_URL, outbox=VAR / "outbox"))
DEFAULT_FROM_EMAIL = env.text("TONGBAN_MAIL_FROM", "通办 <tongban@localhost>")

# --- logs: one JSON object a line, no personal data ----------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tongban.kit.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("TONGBAN_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.request": {"level": "CRITICAL"},  # its lines hold whole paths, and paths hold case numbers
        "tongban.access": {"level": env.text("TONGBAN_ACCESS_LOG", "INFO")},
    },
}
NINJA_PAGINATION_MAX_LIMIT = 100

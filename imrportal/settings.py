"""Django's settings; every value that may differ between installations comes from `environment`."""

import ssl

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from imrportal.environment import PROJECT, read_environment

# Lets classes of Django name their type arguments while running, as the type checker wants them.
django_stubs_ext.monkeypatch()

ENVIRONMENT = read_environment()

# Commands need no lasting key; what serves pages refuses to start without one (see wsgi.py).
SECRET_KEY = ENVIRONMENT.secret_key or get_random_secret_key()
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.csrf_trusted_origins

INSTALLED_APPS = [
    # Before the libraries whose templates it has its own of.
    "search",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_opensearch_dsl",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "auditlog",
]

MIDDLEWARE = [
    "search.web.problems.problem_details_for_programs",
    "search.middleware.refuse_programs_without_https",
    "django.middleware.security.SecurityMiddleware",
    "search.middleware.ask_nothing_of_devices",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "search.people.tokens.middleware.token_user",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "search.people.middleware.note_activity",
    "search.people.middleware.StaffSafety",
    "search.people.closed.ClosedToStrangers",
    "search.people.to_log_in.whole_pages_for_scripts",
    "search.traces.acting.remember_who_acts",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "search.middleware.keep_from_caches",
    "search.middleware.keep_out_of_web_searches",
]

ROOT_URLCONF = "imrportal.urls"
WSGI_APPLICATION = "imrportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- database ---------------------------------------------------------------------------------------------

DATABASES = {"default": {"ATOMIC_REQUESTS": False, **ENVIRONMENT.database}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if ENVIRONMENT.database["NAME"] == str(ENVIRONMENT.data_dir / "portal.sqlite3"):
        ENVIRONMENT.data_dir.mkdir(parents=True, exist_ok=True)
    # Writers queue instead of failing: WAL lets readers go on, IMMEDIATE takes the write lock at the start.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- files ------------------------------------------------------------------------------------------------

DATA_DIR = ENVIRONMENT.data_dir
ORIGINALS_DIR = DATA_DIR / "originals"
UPLOAD_LIMIT_BYTES = ENVIRONMENT.upload_limit_mb * 1024 * 1024
OCR = ENVIRONMENT.ocr
# Reading a file ends within this many seconds, or its worker is stopped; recognising a scan takes longer.
READ_SECONDS = 240 if OCR else 60
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 2000

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PROJECT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# -- search engine ----------------------------------------------------------------------------------------


def _engine(timeout: float, retries: int) -> dict[str, object]:
    connection: dict[str, object] = {
        "hosts": [ENVIRONMENT.opensearch_url],
        "timeout": timeout,
        "max_retries": retries,
        "retry_on_timeout": False,
        "verify_certs": ENVIRONMENT.opensearch_verify_certs,
        # A connection for each thread that serves pages; the library keeps one alone.
        "pool_maxsize": 8,
    }
    if ENVIRONMENT.opensearch_user:
        connection["http_auth"] = (ENVIRONMENT.opensearch_user, ENVIRONMENT.opensearch_password)
    return connection


# A page must not hang on a sick engine; a bulk write may take its time.
OPENSEARCH_DSL = {
    "default": _engine(ENVIRONMENT.search_timeout, retries=1),
    "indexing": _engine(60, retries=0),
}
# The library's own synchronisation raises in save() when the engine is down, and keeps no record of what
# it failed to write: search/index/ does that work (docs/architecture.md).
OPENSEARCH_DSL_AUTOSYNC = False
SEARCH_ALIAS = ENVIRONMENT.search_alias

# -- Celery -----------------------------------------------------------------------------------------------

CELERY_BROKER_URL = ENVIRONMENT.redis_url
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
# Longer than the time limit, or the broker hands a running task to a second worker.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
# Publishing gives up soon: the row is already committed, and the sweep queues what was not.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 2, "socket_timeout": 10}
# Queues are served in turn: a large batch of files must not keep what was read from being searchable.
CELERY_TASK_DEFAULT_QUEUE = "index"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"index": {}, "letters": {}, "people": {}}
CELERY_TASK_ROUTES = {
    "search.tasks.read_file": {"queue": "letters"},
    "search.tasks.announce_news": {"queue": "people"},
    "search.tasks.forget_expired": {"queue": "people"},
    "search.tasks.send_mails": {"queue": "people"},
}
CELERY_BEAT_SCHEDULE = {
    "sweep-files": {"task": "search.tasks.sweep_files", "schedule": 20.0, "options": {"expires": 20}},
    "update-index": {"task": "search.tasks.update_index", "schedule": 20.0, "options": {"expires": 20}},
    "update-suggestions": {
        "task": "search.tasks.update_suggestions",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "announce-news": {"task": "search.tasks.announce_news", "schedule": 30.0, "options": {"expires": 30}},
    "send-mails": {"task": "search.tasks.send_mails", "schedule": 20.0, "options": {"expires": 20}},
    "forget-expired": {
        "task": "search.tasks.forget_expired",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}
if ENVIRONMENT.redis_url.startswith("rediss"):
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED}

# -- safety -----------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https_only
# Scripts have no use for them: forms carry the token.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = ENVIRONMENT.https_only
# Watchers ask the process itself, behind the proxy that speaks HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https_only else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https_only else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.hsts_subdomains
# Browsers' list of hosts with HTTPS alone: whether a whole domain is put on it, its owner decides.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# -- people -----------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "search"
ACCOUNT_ADAPTER = "search.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "search.people.forms.LoginForm",
    "signup": "search.people.forms.SignupForm",
    "reset_password": "search.people.forms.ResetPasswordForm",
    "add_email": "search.people.forms.AddEmailForm",
    "change_password": "search.people.forms.ChangePasswordForm",
    "set_password": "search.people.forms.SetPasswordForm",
    "reset_password_from_key": "search.people.forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_DISPLAY = "search.people.adapter.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# One address an account; it is confirmed by a code, which works beside a second factor too.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Digits, which a phone's keypad types.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[imrportal] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENVIRONMENT.https_only else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "search"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# An attempt in a form that can be guessed at: by address of the client, by account, by what is guessed at.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "10/m/ip",
    "reset_password": "10/m/ip,5/h/key",
    "reset_password_from_key": "10/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "5/m/user",
    "confirm_email": "1/10s/key",
}
# Seconds that the link for a forgotten password is good for.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
MFA_ADAPTER = "search.people.adapter.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "search.people.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "search.people.passkeys.AnswerForm",
    "edit_webauthn": "search.people.passkeys.RenamePasskeyForm",
    "login_webauthn": "search.people.passkeys.LoginPasskeyForm",
    "reauthenticate_webauthn": "search.people.passkeys.ReauthenticatePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "imrportal"
# Clocks of phones are off by some seconds.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
# Shown as "last used"; written by search.people.middleware.note_activity.
USERSESSIONS_TRACK_ACTIVITY = True

# Two weeks where "stay signed in" is chosen, else until the browser is closed; staff sign in anew each day.
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
STAFF_SESSION_SECONDS = 12 * 60 * 60
# These prefixes hold a browser to cookies of this very host, set over HTTPS.
if ENVIRONMENT.https_only:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

# Counters of guesses stand in the database: they hold while Redis is away, and for all processes.
CACHE_TABLE = "search_cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": CACHE_TABLE,
        # The default of 300 would let a guesser with many addresses push the counters out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What each process may know by itself for a moment, such as how much can be found.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

# Every mail is a row first (search/mail/), then sent by what MAIL_URL names, or put into a folder.
EMAIL_BACKEND = "search.mail.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
MAIL_DIR = DATA_DIR / "mail"

# -- language, time, logs ---------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/Los_Angeles"
USE_I18N = False
FORMAT_MODULE_PATH = "imrportal.formats"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "imrportal.logs.OneLine",
            "format": "{asctime} {levelname} {name}: {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    "loggers": {
        # One line a request to the engine or the broker says nothing new; their failures we log ourselves.
        "opensearch": {"level": "ERROR"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}

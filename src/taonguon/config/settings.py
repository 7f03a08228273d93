"""Settings of an installation; what differs between offices comes from its folder and environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from taonguon.config import home

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home.folder()

SECRET_KEY = os.environ.get("TAONGUON_SECRET_KEY") or home.secret_key()
DEBUG = os.environ.get("TAONGUON_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TAONGUON_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("TAONGUON_ORIGINS", "").split(",") if origin
]
SECURE_COOKIES = os.environ.get("TAONGUON_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "taonguon.ledger",
    "taonguon.journal",
    "taonguon.accounts",
    "taonguon.organisations",
    "taonguon.regulations",
    "taonguon.people",
    "taonguon.documents",
    "taonguon.cases",
    "taonguon.difficulties",
    "taonguon.activities",
    "taonguon.cells",
    "taonguon.applicants",
    "taonguon.classes",
    "taonguon.directives",
    "taonguon.introductions",
    "taonguon.meetings",
    "taonguon.petitions",
    "taonguon.prospects",
    "taonguon.visits",
    "taonguon.imports",
    "taonguon.offline",
    "taonguon.papers",
    "taonguon.duties",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "taonguon.config.leaving.LeavingMiddleware",
    "taonguon.config.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "taonguon.config.urls"
WSGI_APPLICATION = "taonguon.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taonguon.config.navigation.navigation",
            ],
            "builtins": ["taonguon.config.words", "django_htmx.templatetags.django_htmx"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{(HOME / home.DATABASE).as_posix()}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if Path(DATABASES["default"]["NAME"]) == HOME / home.DATABASE:
        home.make_database()
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "TIMEOUT": 86_400,
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "taonguon.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "year"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "taonguon.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "taonguon.accounts.forms.LoginForm",
    "reauthenticate": "taonguon.accounts.forms.ReauthenticateForm",
    "change_password": "taonguon.accounts.forms.ChangePasswordForm",
    "set_password": "taonguon.accounts.forms.SetPasswordForm",
}
MFA_FORMS = {
    "authenticate": "taonguon.accounts.forms.SecondStepForm",
    "reauthenticate": "taonguon.accounts.forms.SecondStepAgainForm",
    "activate_totp": "taonguon.accounts.forms.ActivateForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "taonguon.accounts.adapter.MFAAdapter"
MFA_TOTP_ISSUER = "Tạo Nguồn"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "taonguon.config.statics.Statics"},
}
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
UPLOADS = HOME / "lists"
BATCHES = HOME / "batches"
ATTACHMENTS = HOME / "attachments"
LOADS_IN_BACKGROUND = True

# How often a private link may be tried: times in so many seconds, from one network address, under
# one key, and forms sent under one key. Behind a proxy all addresses are the proxy's: raise the first.
LINK_LIMITS = {"address": (60, 600), "link": (60, 600), "asking": (10, 3600)}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused page is an answer, not a fault of the installation.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# Narrower rules upon the national ones: names of shipped layers, or paths of .toml files.
TAONGUON_LAYERS = os.environ.get("TAONGUON_LAYERS", "").split()

# Letters are off until a mail server is named; `taonguon remind` then sends them. ADDRESS is the name
# under which readers open the pages: without it letters have no links.
EMAIL_HOST = os.environ.get("TAONGUON_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("TAONGUON_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TAONGUON_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TAONGUON_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TAONGUON_EMAIL_TLS", "") == "1"
EMAIL_USE_SSL = os.environ.get("TAONGUON_EMAIL_SSL", "") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TAONGUON_EMAIL_FROM", "taonguon@localhost")
ADDRESS = os.environ.get("TAONGUON_ADDRESS", "").rstrip("/")

"""Django's settings. What may differ between places comes from the environment (environment.py), nothing else."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from goldenthread.config import environment as given
from goldenthread.config.logs import LOGGING  # noqa: F401

ENV = given.environment()
given.refuse_debug(ENV)
DEMO = ENV == "demo"
PRODUCTION = ENV == "production"
DEBUG = False
HOME = given.home()
SECRET_KEY = given.secret_key(ENV)
ALLOWED_HOSTS = given.allowed_hosts(ENV)
DATABASES = {"default": given.database()}
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("GOLDENTHREAD_TEST_DATABASE") or None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILE_UPLOAD_TEMP_DIR = None
UPLOADS = HOME / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "goldenthread.web.components",  # both before allauth, so that its pages are drawn with our templates
    "goldenthread.web.sign_in",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "goldenthread.foundation.accounts",
    "goldenthread.foundation.partnership",
    "goldenthread.foundation.people",
    "goldenthread.foundation.documents",
    "goldenthread.foundation.journal",
    "goldenthread.foundation.access",
    "goldenthread.foundation.runs",
    "goldenthread.foundation.notify",
    "goldenthread.features.casework",
    "goldenthread.features.returns",
    "goldenthread.features.finance",
    "goldenthread.features.commissioning",
    "goldenthread.web.public",
    "goldenthread.web.law",
    "goldenthread.web.wording",
    "goldenthread.web.casework",
    "goldenthread.web.partners",
    "goldenthread.web.advice",
    "goldenthread.web.places",
    "goldenthread.web.family",
    "goldenthread.web.asking",
    "goldenthread.web.intake",
    "goldenthread.web.back_office",
    "goldenthread.web.finance",
]

MIDDLEWARE = [
    "goldenthread.web.components.headers.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goldenthread.web.components.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "goldenthread.foundation.access.middleware.ViewerMiddleware",
    "goldenthread.web.components.addresses.PlainAddressMiddleware",
]

ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
CSRF_FAILURE_VIEW = "goldenthread.web.components.errors.csrf_failure"
FORM_RENDERER = "goldenthread.web.components.forms.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.web.components.context.partnership",
                "goldenthread.web.sign_in.navigation.navigation",
            ],
            "builtins": ["goldenthread.web.components.templatetags.gt"],
        },
    }
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENV == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests make many people; the real hasher has a test of its own
    if ENV == "test"
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goldenthread.foundation.accounts.adapter.ClosedSignUpAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies in front, each of which adds whom it heard from to X-Forwarded-For. That header is believed of these
# alone: anybody can write it. With none, whoever connects is whom the limits count.
ALLAUTH_TRUSTED_PROXY_COUNT = given.trusted_proxies(ENV)
# Added to the library's own: dates of birth given to links in messages, counted by link and by who asks. Each link
# stops after five wrong ones besides.
ACCOUNT_RATE_LIMITS = {"family_link": "10/10m/key,60/10m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "goldenthread.web.sign_in.second_factor.Adapter"
MFA_FORMS = {
    "add_webauthn": "goldenthread.web.sign_in.second_factor.AddPasskey",
    "edit_webauthn": "goldenthread.web.sign_in.second_factor.RenamePasskey",
    "activate_totp": "goldenthread.web.sign_in.second_factor.SetUpApp",
    "authenticate": "goldenthread.web.sign_in.second_factor.GiveCode",
    "reauthenticate": "goldenthread.web.sign_in.second_factor.GiveCodeAgain",
}
MFA_TOTP_ISSUER = "Golden Thread"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
# Sign-in attempts are counted in a cache every web process shares, so the limit holds whichever process answers.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
    if ENV != "test"
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if not PRODUCTION
    else "django.core.mail.backends.smtp.EmailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("GOLDENTHREAD_FROM_EMAIL", "no-reply@localhost")

# Safe by default
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if given.is_behind_proxy() else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Local choices that are settings of the installation rather than of the partnership
CLOSED_DAYS = os.environ.get("GOLDENTHREAD_CLOSED_DAYS", "")  # foundation/partnership/calendar.py
NHS_NUMBER_ENABLED = os.environ.get("GOLDENTHREAD_NHS_NUMBER", "") == "1"
SYMBOLS_FOLDER = os.environ.get("GOLDENTHREAD_SYMBOLS", "")  # Mulberry drawings in place of our own
FONTS_FOLDER = os.environ.get("GOLDENTHREAD_FONTS", "")  # foundation/typesetting: fonts for languages ours cannot write
CLAMD = given.clamd()  # foundation/documents/scanning.py: who scans what people send; blank, nobody does
# GOV.UK Notify (foundation/notify). Without a key and two templates, messages wait in the outbox.
NOTIFY = {
    "url": os.environ.get("GOLDENTHREAD_NOTIFY_URL", "https://api.notifications.service.gov.uk"),
    "key": os.environ.get("GOLDENTHREAD_NOTIFY_KEY", ""),
    "email_template": os.environ.get("GOLDENTHREAD_NOTIFY_EMAIL_TEMPLATE", ""),
    "text_template": os.environ.get("GOLDENTHREAD_NOTIFY_TEXT_TEMPLATE", ""),
}
# Where families reach this service, as a link in a message begins: https://send.example.gov.uk. Blank: no links.
PUBLIC_ADDRESS = os.environ.get("GOLDENTHREAD_ADDRESS", "")

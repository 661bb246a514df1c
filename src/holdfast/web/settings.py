"""Django's settings: where things are kept, who signs in how, and a content security policy that allows only the site's own files."""

from __future__ import annotations

import os
from pathlib import Path

from holdfast.files import MAX_BYTES
from holdfast.web.accounts.oidc import service
from holdfast.web.database import database
from holdfast.web.languages import languages
from holdfast.web.mail import mail
from holdfast.web.place import DATA, secret_key

HERE = Path(__file__).parent
IS_HTTPS = os.environ.get("HOLDFAST_HTTPS") == "1"
SSO = service(os.environ)

# Folders of local additions to the catalogue; a later one wins.
CATALOGUE = tuple(Path(folder) for folder in os.environ.get("HOLDFAST_CATALOGUE", "").split(os.pathsep) if folder)

# Who runs this installation, as pages say it: whoever does could read what its database holds.
OPERATOR = os.environ.get("HOLDFAST_OPERATOR", "")

# After how many months without an entry an arrangement is deleted; 0 where this installation sets no limit.
KEEP_MONTHS = int(os.environ.get("HOLDFAST_KEEP_MONTHS") or 0)

DEBUG = False
SECRET_KEY = os.environ.get("HOLDFAST_SECRET_KEY") or secret_key()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, os.environ.get("HOLDFAST_HOSTS", "").split(","))]
ROOT_URLCONF = "holdfast.web.urls"
WSGI_APPLICATION = "holdfast.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    # Before allauth, so that the site's own templates come first.
    "holdfast.web",
    "holdfast.web.accounts",
    "holdfast.web.arrangements",
    "holdfast.web.rounds",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "holdfast.web.headers.OwnHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Chooses between the languages that there are; with one it does nothing.
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "holdfast.web.accounts.sessions.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "holdfast.web.arrangements.broken.BrokenChainMiddleware",
]
DATABASES = {"default": database(os.environ.get("HOLDFAST_DATABASE", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What allauth counts failed tries in; the database, so that every process sees the same count.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["email", "name"]}},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portfolio"
LOGOUT_REDIRECT_URL = "signed_out"

ACCOUNT_ADAPTER = "holdfast.web.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_CHANGE_EMAIL = True
# Codes are typed into the page that asked for them: no secret stands in an address, and no mail scanner uses one up.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Holdfast: "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "holdfast.web.accounts.forms.SignIn",
    "reauthenticate": "holdfast.web.accounts.forms.PasswordAgain",
    "change_password": "holdfast.web.accounts.forms.ChangePassword",
    "set_password": "holdfast.web.accounts.forms.SetPassword",
    "reset_password": "holdfast.web.accounts.forms.ForgottenPassword",
    "confirm_password_reset_code": "holdfast.web.accounts.forms.ResetCode",
    "reset_password_from_key": "holdfast.web.accounts.forms.NewPassword",
    "add_email": "holdfast.web.accounts.forms.NewAddress",
    "confirm_email_verification_code": "holdfast.web.accounts.forms.AddressCode",
}
MFA_ADAPTER = "holdfast.web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Holdfast"
# Half a minute either way: the clock of a telephone and of a server are seldom the same.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "holdfast.web.accounts.forms.SecondStep",
    "reauthenticate": "holdfast.web.accounts.forms.SecondStepAgain",
    "activate_totp": "holdfast.web.accounts.forms.FirstCode",
    "add_webauthn": "holdfast.web.accounts.forms.NewPasskey",
    "edit_webauthn": "holdfast.web.accounts.forms.PasskeyName",
}
SOCIALACCOUNT_ADAPTER = "holdfast.web.accounts.adapters.ServiceAdapter"
SOCIALACCOUNT_PROVIDERS = SSO.providers() if SSO else {}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HOLDFAST_PROXIES") or 0)

# Minutes without a request after which somebody is signed out, and hours after which they are in any case.
IDLE_MINUTES = int(os.environ.get("HOLDFAST_IDLE_MINUTES") or 60)
LONGEST_HOURS = 12
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
MESSAGE_STORAGE = "holdfast.web.own_messages.OwnMessages"

MAIL = mail(os.environ.get("HOLDFAST_MAIL", ""))
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.use_tls, MAIL.use_ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("HOLDFAST_MAIL_FROM") or "holdfast@localhost"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        # Widgets of Django's forms, and those pages and letters of allauth that the site does not write itself.
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "holdfast.web.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "holdfast.web.templatetags.words",
                "holdfast.web.templatetags.widgets",
            ],
        },
    }
]

FORM_RENDERER = "holdfast.web.forms.GovukRenderer"

# Where people reach the site: letters need whole addresses.
ADDRESS = os.environ.get("HOLDFAST_ADDRESS", "http://localhost:8000").rstrip("/")

LANGUAGE_CODE = "en-gb"
# Folders of translations, such as `cy/LC_MESSAGES/django.mo`; each language found there can be chosen beside English.
LOCALE_PATHS = [Path(folder) for folder in os.environ.get("HOLDFAST_TRANSLATIONS", "").split(os.pathsep) if folder]
LANGUAGES = languages(LANGUAGE_CODE, LOCALE_PATHS)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# An upload stays in memory and is gone with its request.
FILE_UPLOAD_HANDLERS = ["holdfast.web.uploads.InMemoryHandler"]
LARGEST_UPLOAD = MAX_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 2

SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF, *(SSO.origins if SSO else ())],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# A stricter policy would make browsers send "Origin: null" with forms, which the check against forged forms refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "holdfast.web.arrangements.views.forged.forged"
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0

# Paths and statuses only: Django's reports of an error would print what was sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "filters": {"tokens": {"()": "holdfast.web.logs.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # Requests that wait for a moment are no news.
        "waitress.queue": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

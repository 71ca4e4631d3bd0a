"""All settings, in one file without branching by environment; values come from `lms.env`."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONCE
from django.utils.translation import gettext_lazy as _

from lms.accounts import external
from lms.env import env
from lms.runtime.urls_of_services import (
    broker_url,
    cache_url,
    database,
    email,
    media_storage,
    trusted_proxies,
)

DEBUG = env.DEBUG
SECRET_KEY = env.SECRET_KEY
# Health is asked on the machine itself, whatever names people use.
ALLOWED_HOSTS = [*(host.strip() for host in env.ALLOWED_HOSTS.split(",")), "127.0.0.1"]
SITE_URL = env.SITE_URL.rstrip("/")
STATE_DIR = env.STATE_DIR
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "lms",
    "courses",
    "labs",
    "certificates",
    "transfer",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "oauth2_provider",
    "django_celery_beat",
    "django_htmx",
    "template_partials",
    "lms.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.site.middleware.PolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.organisation.middleware.SecondFactorMiddleware",
    "lms.kit.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(env)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_url(env),
        "KEY_PREFIX": "lms",
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "kit": "lms.kit.templatetags.kit",
                "site": "lms.site.templatetags.site",
            },
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# People and sign-in
AUTH_USER_MODEL = "lms.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "lms.organisation.backends.RoleBackend",
]
PASSWORD_HASHERS = ["lms.accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "lms.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "lms.accounts.forms.SignInForm",
    "change_password": "lms.accounts.forms.PasswordChangeForm",
    "reset_password": "lms.accounts.forms.PasswordForgottenForm",
    "reset_password_from_key": "lms.accounts.forms.PasswordAnewForm",
    "reauthenticate": "lms.accounts.forms.PasswordAgainForm",
}
ADMINS_NEED_SECOND_FACTOR = env.ADMINS_NEED_SECOND_FACTOR
MFA_ADAPTER = "lms.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a code typed in its last second is taken when the next one is there
MFA_FORMS = {
    "authenticate": "lms.accounts.forms.CodeForm",
    "reauthenticate": "lms.accounts.forms.CodeAgainForm",
    "activate_totp": "lms.accounts.forms.SecondFactorForm",
}
SOCIALACCOUNT_ADAPTER = "lms.accounts.adapters.ExternalAdapter"
SOCIALACCOUNT_PROVIDERS = external.providers(env)
SSO_USERNAME_CLAIM = env.SSO_USERNAME_CLAIM
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "lms.accounts.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "lms.accounts.addresses.client_address"
TRUSTED_PROXIES = trusted_proxies(env)
AXES_USERNAME_CALLABLE = "lms.accounts.addresses.claimed_username"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["login", "password", "csrfmiddlewaretoken"]
AXES_VERBOSE = False
SESSION_COOKIE_NAME = "lms_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "lms_csrf"
SESSION_ENGINE = "lms.accounts.sessions"

# Transport security: on wherever the site is served over TLS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.SECURE
SECURE_HSTS_SECONDS = 31_536_000 if env.SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.SECURE else None
# Asked without TLS inside the installation: health, and the hub's share of a sign-on.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^o/(token|userinfo)/$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # lessons show their players in frames of the site
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": [
            "'self'",
            urlsplit(env.HUB_URL).scheme + "://" + urlsplit(env.HUB_URL).netloc,
            *external.origins(env),
        ],
        "frame-ancestors": ["'self'"],
    },
}

# By address; the editor's own script writes style sheets into the page, so there they may stand.
ADMINISTRATION_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", NONCE],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
ADMINISTRATION_POLICIES = {
    "/admin/": ADMINISTRATION_POLICY | {"style-src": ["'self'", "'unsafe-inline'"]},
    "/django-admin/": ADMINISTRATION_POLICY,
}

# Language and place
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [STATE_DIR / "locale"]  # gathered from the components by lms.runtime.messages
FORMAT_MODULE_PATH = ["lms.formats"]
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_COOKIE_NAME = "lms_language"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [("vendor", STATE_DIR / "vendor")]
MEDIA_URL = "/media/"
MEDIA_ROOT = STATE_DIR / "media"
STORAGES = {
    "default": media_storage(env),
    "staticfiles": {"BACKEND": "lms.kit.storage.StaticStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Effects
CELERY_BROKER_URL = broker_url(env)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "lms.outbox.tasks.drain", "schedule": 5.0},
    "sign-of-life": {
        "task": "lms.runtime.tasks.sign_of_life",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "clear-sessions": {"task": "lms.accounts.tasks.clear_sessions", "schedule": 86_400.0},
    "open-partitions": {"task": "lms.records.tasks.open_partitions", "schedule": 86_400.0},
    "retention": {
        "task": "lms.records.tasks.retain",
        "schedule": crontab(day_of_month="1", hour="1", minute="30"),
    },
    "standings-of-the-day": {
        "task": "certificates.reports.tasks.refresh_everybody",
        "schedule": crontab(hour="0", minute="10"),
    },
}

# Mail
EMAIL = email(env)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = EMAIL.backend, EMAIL.host, EMAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL = EMAIL.user, EMAIL.password, EMAIL.ssl
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.EMAIL_FROM

# Wagtail
WAGTAIL_SITE_NAME = "Đào tạo và chuyển giao"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "vi"}
}

# The hub and the issuing of papers
HUB_URL = env.HUB_URL.rstrip("/")
HUB_API_URL = env.hub_api_url.rstrip("/")
HUB_API_TOKEN = env.HUB_API_TOKEN
HUB_CLIENT_SECRET = env.HUB_CLIENT_SECRET
LAB_PYTHON = Path(env.LAB_ENV or STATE_DIR / "env" / "lab") / "bin" / "python"
LAB_RUN_AS = env.LAB_RUN_AS
BADGE_KEY = env.BADGE_KEY
ISSUER_NAME = env.ISSUER_NAME
OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_RSA_PRIVATE_KEY": env.OIDC_RSA_KEY,
    "PKCE_REQUIRED": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"] if env.SECURE else ["http", "https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "SCOPES": {"openid": _("Sign in"), "profile": _("Name"), "groups": _("Roles")},
    "OAUTH2_VALIDATOR_CLASS": "labs.hub.sign_on.SiteValidator",
    "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
    "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"axes": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

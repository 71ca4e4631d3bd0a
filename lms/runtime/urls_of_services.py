"""From an address in the environment to what Django wants to know about a service."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lms.env import Env

EMBEDDED_POSTGRES = "postgres://lms@127.0.0.1:8032/lms"
EMBEDDED_VALKEY = "redis://127.0.0.1:8079/0"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Where mail goes: an SMTP server, or the log when none is set."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    ssl: bool = False


def broker_url(env: Env) -> str:
    """The broker's address: the one given, or the embedded Valkey's."""
    return env.BROKER_URL or EMBEDDED_VALKEY


def database(env: Env) -> dict[str, Any]:
    """Django's database settings for the address given, or for the embedded PostgreSQL."""
    parts = urlsplit(env.DATABASE_URL or EMBEDDED_POSTGRES)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def email(env: Env) -> Mail:
    """Mail settings for the SMTP address given; without one, mail is written to the log."""
    if not env.EMAIL_URL:
        return Mail(backend="django.core.mail.backends.console.EmailBackend")
    parts = urlsplit(env.EMAIL_URL)
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "",
        port=parts.port or 25,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl=parts.scheme == "smtps",
    )

"""From an address in the environment to what Django wants to know about a service."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lms.env import Env, EnvError

LONGEST_FOLDER = 80  # a socket's address holds 107 bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Where mail goes: an SMTP server, or the log when none is set."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    ssl: bool = False


def run_dir(state: Path) -> Path:
    """Folder of the embedded services' sockets; a short one elsewhere for a long path."""
    own = state.absolute() / "run"
    if len(os.fsencode(own)) <= LONGEST_FOLDER:
        return own
    digest = hashlib.sha256(os.fsencode(own)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"lms-{digest}"


def embedded_database(state: Path, name: str = "lms") -> str:
    """Address of the embedded PostgreSQL: a socket that only its own account may open."""
    return f"postgres://lms@/{name}?host={run_dir(state)}"


def broker_url(env: Env) -> str:
    """The broker's address: the one given, or the embedded Valkey's socket."""
    return env.BROKER_URL or f"redis+socket://{run_dir(env.STATE_DIR)}/valkey.sock?virtual_host=0"


def cache_url(env: Env) -> str:
    """The same server as the cache's client spells it."""
    return cache_spelling(broker_url(env))


def cache_spelling(broker: str) -> str:
    """Celery says redis+socket://…?virtual_host=n where redis-py says unix://…?db=n."""
    if not broker.startswith("redis+socket://"):
        return broker
    address = broker.removeprefix("redis+socket://").replace("virtual_host=", "db=")
    return f"unix://{address}"


def database(env: Env) -> dict[str, Any]:
    """Django's database settings for the address given, or for the embedded PostgreSQL."""
    parts = urlsplit(env.DATABASE_URL or embedded_database(env.STATE_DIR))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def trusted_proxies(env: Env) -> list[str]:
    """The networks of our own proxies; a name that is no network stops the start."""
    named = [one.strip() for one in env.TRUSTED_PROXIES.split(",") if one.strip()]
    for one in named:
        try:
            ip_network(one)
        except ValueError as error:
            raise EnvError(f"TRUSTED_PROXIES must name networks, not {one!r}.") from error
    return named


def media_storage(env: Env) -> dict[str, Any]:
    """Where people's files are kept: the bucket given, or the state folder."""
    if not env.MEDIA_STORE_URL:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(env.MEDIA_STORE_URL)
    return {
        "BACKEND": "lms.kit.buckets.ObjectStorage",
        "OPTIONS": {
            "endpoint_url": f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "region_name": dict(parse_qsl(parts.query)).get("region", "us-east-1"),
        },
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

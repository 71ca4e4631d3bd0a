"""The only reader of the environment: one typed, frozen `Env`.

A secret `NAME` may be given three ways, in this order: the variable itself, a file named by
`NAME_FILE`, or the file `secrets/NAME` in the state folder (written once at set-up). Variables may
stand in a file `.env` (or the one that `ENV_FILE` names); the environment goes before it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = BASE_DIR / "var"


class EnvError(Exception):
    """A variable holds something its type does not allow."""


def var(default: Any, /, doc: str, *, secret: bool = False) -> Any:
    """Declare one variable: its default and a sentence that says what it is for."""
    return field(default=default, metadata={"doc": doc, "secret": secret})


@dataclass(frozen=True, kw_only=True)
class Env:
    """Every setting that differs between one installation and another."""

    DEBUG: bool = var(False, "Show error details and the style guide; never on a public machine.")
    SECRET_KEY: str = var("", "Key that signs sessions and links.", secret=True)
    SITE_URL: str = var("", "Address at which people reach the site; empty: by WEB_PORT.")
    ALLOWED_HOSTS: str = var("127.0.0.1,localhost,[::1]", "Host names served, by commas.")
    WEB_HOST: str = var("127.0.0.1", "Network address on which the web server listens.")
    WEB_PORT: int = var(8000, "Port on which the web server listens.")
    WEB_WORKERS: int = var(2, "Processes of the web server.")
    WORKER_PROCESSES: int = var(2, "Processes that carry out effects: papers, badges, mail.")
    STATE_DIR: Path = var(  # noqa: RUF009  # var() makes a field
        STATE_DIR, "Folder that holds all state of the installation."
    )
    DATABASE_URL: str = var("", "PostgreSQL to use; empty starts the embedded one.", secret=True)
    BROKER_URL: str = var("", "Valkey or Redis to use; empty starts the embedded one.", secret=True)
    HUB_URL: str = var("http://127.0.0.1:8010", "Address at which people reach JupyterHub.")
    HUB_API_URL: str = var("", "Address at which the site reaches the hub; empty: as HUB_URL.")
    HUB_API_TOKEN: str = var("", "Token of the site at the hub.", secret=True)
    HUB_CLIENT_SECRET: str = var("", "Secret of the hub as sign-on client.", secret=True)
    HUB_CRYPT_KEY: str = var("", "Key (hex) with which the hub seals sign-ons.", secret=True)
    HUB_PROXY_TOKEN: str = var("", "Token between the hub and its proxy.", secret=True)
    LAB_ENV: str = var("", "Python environment of the labs; empty: env/lab in the state folder.")
    LAB_MAX_SERVERS: int = var(0, "Practice rooms that may run at once; 0: as memory allows.")
    LAB_MEMORY_MB: int = var(2048, "Memory of one practice room, in MB.")
    LAB_DISK_MB: int = var(1024, "Files one learner may keep in their practice room, in MB.")
    LAB_IDLE_SECONDS: int = var(3600, "A practice room without activity is closed after so long.")
    LAB_IDLE_WARNING: int = var(300, "Seconds before that at which the lab warns and saves.")
    LAB_RUN_AS: str = var("", "Account for boxed code where the site itself runs as root.")
    OIDC_RSA_KEY: str = var("", "RSA key (PEM) that signs sign-on tokens.", secret=True)
    BADGE_KEY: str = var("", "Ed25519 seed (hex) that signs badges.", secret=True)
    EMAIL_URL: str = var(
        "", "SMTP server, smtp[s]://user:password@host:port; empty: to the log.", secret=True
    )
    EMAIL_FROM: str = var("noreply@example.vn", "Sender of the site's messages.")
    MEDIA_STORE_URL: str = var(
        "",
        "Private S3 bucket, https://key:secret@host/bucket?region=…; empty: the state folder.",
        secret=True,
    )
    SSO_ISSUER: str = var("", "Issuer address of an external OpenID provider; empty: none.")
    SSO_CLIENT_ID: str = var("", "Client id at the external OpenID provider.")
    SSO_CLIENT_SECRET: str = var("", "Client secret at the OpenID provider.", secret=True)
    SSO_NAME: str = var("SSO", "Name shown on the sign-in button of the OpenID provider.")
    SSO_USERNAME_CLAIM: str = var(
        "preferred_username", "Claim of the OpenID provider that holds the staff code."
    )
    ADMINS_NEED_SECOND_FACTOR: bool = var(
        False, "Centre administrators must turn on the second factor before anything else."
    )
    DEMO: str = var(
        "default", "Scale of the demonstration to load: small, default, large; or empty."
    )
    EXTRAS: str = var("", "Optional parts to install, by commas: xblocks.")
    SECURE: bool = var(False, "Behind TLS: secure cookies, HSTS, redirect to https.")
    TRUSTED_PROXIES: str = var(
        "127.0.0.0/8,::1", "Networks of our own proxies, whose X-Forwarded-For is believed."
    )
    ISSUER_NAME: str = var("Trung tâm ứng dụng công nghệ thông tin", "Body that issues papers.")

    @property
    def hub_api_url(self) -> str:
        """Where the site's own calls to the hub go."""
        return self.HUB_API_URL or self.HUB_URL


def load(source: Mapping[str, str] = os.environ) -> Env:
    """Read every variable of `Env` from `source`; raise `EnvError` naming a bad one."""
    source = _file(Path(source.get("ENV_FILE") or BASE_DIR / ".env")) | dict(source)
    state = Path(source.get("STATE_DIR") or Env.STATE_DIR)
    values: dict[str, Any] = {"STATE_DIR": state}
    for item in fields(Env):
        raw = _raw(source, item.name, state if item.metadata["secret"] else None)
        if raw is not None and item.name != "STATE_DIR":
            values[item.name] = _convert(item.name, item.type, raw)
    if not values.get("SITE_URL"):
        values["SITE_URL"] = f"http://127.0.0.1:{values.get('WEB_PORT', Env.WEB_PORT)}"
    return Env(**values)


def _file(path: Path) -> dict[str, str]:
    """The lines NAME=value of a settings file; the environment itself goes before it."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _raw(source: Mapping[str, str], name: str, state: Path | None) -> str | None:
    if name in source:
        return source[name]
    if state is None:
        return None
    path = Path(source.get(f"{name}_FILE") or state / "secrets" / name)
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _convert(name: str, kind: Any, raw: str) -> Any:
    if kind is bool:
        if raw.lower() not in {"0", "1", "true", "false", ""}:
            raise EnvError(f"{name} must be 1 or 0, not {raw!r}.")
        return raw.lower() in {"1", "true"}
    if kind is int:
        if not raw.isdigit():
            raise EnvError(f"{name} must be a whole number, not {raw!r}.")
        return int(raw)
    return kind(raw)


env = load()

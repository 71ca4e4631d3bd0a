"""Secrets of an installation: made once, each in a file that only its account may read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lms.env import env

MINIMUM_RSA_BITS = 3072


def _token() -> str:
    return secrets.token_urlsafe(50)


def _hex_key() -> str:
    return secrets.token_hex(32)


def _rsa_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=MINIMUM_RSA_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


MAKERS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": _token,
    "HUB_API_TOKEN": _hex_key,
    "HUB_CLIENT_SECRET": _token,
    "HUB_CRYPT_KEY": _hex_key,
    "HUB_PROXY_TOKEN": _hex_key,
    "OIDC_RSA_KEY": _rsa_key,
    "BADGE_KEY": _hex_key,
}


def ensure_secrets(folder: Path) -> list[str]:
    """Write each secret that has no file yet; return the names written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = [name for name in MAKERS if not (folder / name).exists()]
    for name in written:
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(MAKERS[name]())
    return written


if __name__ == "__main__":
    ensure_secrets(env.STATE_DIR / "secrets")

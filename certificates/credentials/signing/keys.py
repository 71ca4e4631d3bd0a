"""Ed25519 keys and the identifiers made from them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.credentials.signing.contexts import MULTIKEY
from certificates.credentials.signing.errors import KeyMissing

_PUBLIC = b"\xed\x01"


@dataclass(frozen=True, kw_only=True)
class Key:
    """A private key together with the DID that speaks for it."""

    private: Ed25519PrivateKey
    did: str

    @property
    def public(self) -> str:
        """The public half in multibase."""
        return multibase(self.private.public_key())

    @property
    def method(self) -> str:
        """The verification method: the DID and the public key in it."""
        return f"{self.did}#{self.public}"


def private_key(seed: str) -> Ed25519PrivateKey:
    """The key of a seed in hexadecimal."""
    if not seed:
        raise KeyMissing
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def multibase(public: Ed25519PublicKey) -> str:
    """A public key as did:key and Multikey write it."""
    return "z" + base58.b58encode(_PUBLIC + public.public_bytes_raw()).decode()


def public_key(written: str) -> Ed25519PublicKey:
    """The key that `multibase` wrote."""
    raw = base58.b58decode(written[1:])
    return Ed25519PublicKey.from_public_bytes(raw.removeprefix(_PUBLIC))


def did_key(private: Ed25519PrivateKey) -> Key:
    """A key that speaks for itself."""
    return Key(private=private, did=f"did:key:{multibase(private.public_key())}")


def did_web(site_url: str) -> str:
    """The DID of a site; a port is written with %3A."""
    return "did:web:" + quote(urlsplit(site_url).netloc, safe="")


def did_document(did: str, publics: list[str], trusted: list[str]) -> dict[str, Any]:
    """The DID's document: all keys ever used, and those that still speak for it."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1", MULTIKEY],
        "id": did,
        "verificationMethod": [
            {
                "id": f"{did}#{public}",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": public,
            }
            for public in publics
        ],
        "assertionMethod": [f"{did}#{public}" for public in trusted],
    }

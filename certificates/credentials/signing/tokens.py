"""The same badge as a VC-JWT signed with EdDSA (Open Badges 3.0, 8.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from certificates.credentials.signing.keys import Key


class BadgeRegistry(JWSRegistry):
    """EdDSA and nothing else. RFC 9864 renames it Ed25519, but Open Badges 3.0 says EdDSA."""

    def get_alg(self, name: str) -> Any:
        """The algorithm, without the warning that would ask for its new name."""
        return self.algorithms["EdDSA"]


_REGISTRY = BadgeRegistry()


def token(credential: Mapping[str, Any], key: Key) -> str:
    """The credential as the claims of a token; `sub` is the id of its subject."""
    claims = {
        **credential,
        "iss": _id(credential["issuer"]),
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    header = {"alg": "EdDSA", "typ": "JWT", "kid": key.method}
    return jwt.encode(header, claims, _jwk(key), registry=_REGISTRY)


def _jwk(key: Key) -> OKPKey:
    return OKPKey.import_key(key.private)


def _id(issuer: Any) -> str:
    return issuer["id"] if isinstance(issuer, Mapping) else str(issuer)


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())

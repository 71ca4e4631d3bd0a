"""Bitstring Status List 1.0: one bit a credential, set when it must not be accepted."""

import base64
import gzip
from collections.abc import Iterable
from typing import Any

from certificates.credentials.signing.contexts import CREDENTIALS

SIZE = 131_072


def place_of(number: int) -> tuple[int, int]:
    """On which list, and at which bit, the credential with this running number stands."""
    return divmod(number, SIZE)


def encode(bits: Iterable[int]) -> str:
    """The list with these bits set, packed as the standard wants it; bit 0 is the leftmost."""
    packed = bytearray(SIZE // 8)
    for bit in bits:
        packed[bit // 8] |= 0x80 >> bit % 8
    squeezed = gzip.compress(bytes(packed), mtime=0)
    return "u" + base64.urlsafe_b64encode(squeezed).decode().rstrip("=")


def credential(url: str, issuer: str, valid_from: str, bits: Iterable[int]) -> dict[str, Any]:
    """The status list as a credential, unsigned."""
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from,
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(bits),
        },
    }


def entry(url: str, bit: int) -> dict[str, str]:
    """What a credential says about where its status stands."""
    return {
        "id": f"{url}#{bit}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(bit),
        "statusListCredential": url,
    }

"""Embedded proofs by eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0)."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature

from certificates.credentials.signing import contexts
from certificates.credentials.signing.canonical import Loader, canonical
from certificates.credentials.signing.keys import Key, public_key


def sign(
    document: Mapping[str, Any], key: Key, created: datetime, loader: Loader = contexts.load
) -> dict[str, Any]:
    """The document with its proof, as the one element of an array: so Open Badges 3.0 wants it."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
    }
    signature = key.private.sign(hash_data(document, proof, loader))
    proof["proofValue"] = "z" + base58.b58encode(signature).decode()
    return {**document, "proof": [proof]}


def holds(secured: Mapping[str, Any], public: str, loader: Loader = contexts.load) -> bool:
    """Whether the first proof of a document was made with this public key."""
    document = {name: value for name, value in secured.items() if name != "proof"}
    proof = {name: value for name, value in secured["proof"][0].items() if name != "proofValue"}
    signature = base58.b58decode(secured["proof"][0]["proofValue"][1:])
    try:
        public_key(public).verify(signature, hash_data(document, proof, loader))
    except InvalidSignature:
        return False
    return True


def hash_data(document: Mapping[str, Any], proof: Mapping[str, Any], loader: Loader) -> bytes:
    """What is signed: the hash of the proof's options, then that of the document."""
    options = {**proof, "@context": document["@context"]}
    return _sha256(canonical(options, loader)) + _sha256(canonical(document, loader))


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()

"""The cryptosuite against the W3C's own vectors, and what is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import base58
import pytest

from certificates.credentials.signing import contexts, proofs
from certificates.credentials.signing.canonical import canonical
from certificates.credentials.signing.errors import ContextUnknown, KeyMissing, TermDropped
from certificates.credentials.signing.keys import Key, did_key, did_web, private_key

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)


def loader(url: str, options: Any = None) -> dict[str, Any]:
    """Our own loader, and the one context that only the vectors use."""
    if url != EXAMPLES:
        return contexts.load(url, options)
    document = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


@pytest.fixture
def vectors(shared_data: Path) -> Path:
    return shared_data / "open-badges" / "w3c-vectors"


@pytest.fixture
def w3c_key(vectors: Path) -> Key:
    pair = json.loads((vectors / "keyPair.json").read_text())
    return did_key(private_key(base58.b58decode(pair["privateKeyMultibase"][1:])[2:].hex()))


@pytest.fixture
def key() -> Key:
    return did_key(private_key("42" * 32))


def test_the_alumni_vector_is_reproduced_to_the_letter(vectors: Path, w3c_key: Key) -> None:
    document = json.loads((vectors / "unsigned.json").read_text())
    expected = json.loads((vectors / "eddsa-rdfc-2022" / "signedDataInt.json").read_text())

    signed = proofs.sign(document, w3c_key, CREATED, loader)

    assert signed["proof"] == [expected["proof"]]
    quads = (vectors / "eddsa-rdfc-2022" / "canonDocDataInt.txt").read_text()
    assert canonical(document, loader) == quads


def test_a_proof_holds_for_its_key_only(vectors: Path, w3c_key: Key, key: Key) -> None:
    document = json.loads((vectors / "unsigned.json").read_text())

    signed = proofs.sign(document, w3c_key, CREATED, loader)
    changed = {**signed, "name": "Other"}

    assert proofs.holds(signed, w3c_key.public, loader) is True
    assert proofs.holds(signed, key.public, loader) is False
    assert proofs.holds(changed, w3c_key.public, loader) is False


@pytest.mark.parametrize(
    "change",
    [
        {"grade": "A"},
        {"credentialSchema": {"id": "urn:x:y", "type": "1EdTechJsonSchemaValidator2019"}},
        {"credentialSubject": {"id": "urn:x:y", "favouriteColour": "red"}},
        {"id": "not-absolute"},
        {"credentialSubject": {"type": ["AchievementSubject", "Nothing"]}},
    ],
)
def test_what_no_context_defines_is_refused(key: Key, change: dict[str, Any]) -> None:
    document = {
        "@context": [contexts.CREDENTIALS, contexts.OPEN_BADGES],
        "type": ["VerifiableCredential"],
        "issuer": "urn:x:issuer",
        "credentialSubject": {"id": "urn:x:y"},
    }

    assert proofs.sign(document, key, CREATED)["proof"][0]["proofValue"].startswith("z")
    with pytest.raises(TermDropped):
        proofs.sign({**document, **change}, key, CREATED)


def test_a_context_that_is_not_kept_is_refused_not_fetched(key: Key) -> None:
    with pytest.raises(ContextUnknown):
        contexts.load("https://example.org/context")


def test_without_a_seed_there_is_no_key() -> None:
    with pytest.raises(KeyMissing):
        private_key("")


def test_a_port_is_escaped_in_a_did() -> None:
    assert did_web("http://127.0.0.1:8000") == "did:web:127.0.0.1%3A8000"
    assert did_web("https://daotao.example.vn") == "did:web:daotao.example.vn"

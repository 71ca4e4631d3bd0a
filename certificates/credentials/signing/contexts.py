"""The JSON-LD contexts, from our own copies; nothing is fetched."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from certificates.credentials.signing.errors import ContextUnknown

FOLDER = Path(__file__).parent.parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
MULTIKEY = "https://w3id.org/security/multikey/v1"
FILES = {
    CREDENTIALS: "credentials-v2.json",
    OPEN_BADGES: "ob-v3p0-3.0.3.json",
    EXTENSIONS: "ob-v3p0-extensions.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
    MULTIKEY: "security-multikey-v1.json",
}


@cache
def context(url: str) -> dict[str, Any]:
    """The context kept for `url`."""
    if url not in FILES:
        raise ContextUnknown
    found: dict[str, Any] = json.loads((FOLDER / FILES[url]).read_text(encoding="utf-8"))
    return found


def load(url: str, _options: Any = None) -> dict[str, Any]:
    """The document loader PyLD asks for."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": context(url),
    }

"""Independent verifiers of badges."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certificates.credentials.formats.badge import render_proof, render_token
from certificates.credentials.models import Credential
from certificates.credentials.queries import did_json, status_credential
from certificates.credentials.signing import contexts

SCRIPT = Path(__file__).parent / "verify_badge.mjs"
Judge = Callable[..., dict[str, Any]]


def published(credential: Credential) -> dict[str, Any]:
    """Everything a verifier may ask for: contexts, the DID document, the status list."""
    badge = json.loads(render_proof(credential))
    listed = badge["credentialStatus"]["statusListCredential"]
    documents = {url: contexts.context(url) for url in contexts.FILES}
    documents[badge["issuer"]["id"]] = did_json()
    documents[listed] = status_credential(0)
    return {"badge": badge, "token": render_token(credential).decode(), "documents": documents}


@pytest.fixture(scope="session")
def judge(node_command: Callable[[Path], list[str]]) -> Judge:
    """Digital Bazaar's verifier and jose, in Node; the answer as they gave it."""
    command = node_command(SCRIPT)

    def run(given: dict[str, Any]) -> dict[str, Any]:
        done = subprocess.run(
            command,
            input=json.dumps(given).encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return run

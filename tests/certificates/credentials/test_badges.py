"""Badges, judged by verifiers that nobody here wrote."""

import copy
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from certificates.credentials.actions import publish_key, reinstate, revoke, suspend
from certificates.credentials.formats.badge import render_proof, render_token, unsigned
from certificates.credentials.models import Credential, SigningKey
from certificates.credentials.queries import did_json
from certificates.credentials.signing import status_list
from certificates.credentials.signing.keys import public_key
from lms.kit import clock
from tests.certificates.credentials.conftest import Judge, published
from tests.factories.accounts import UserFactory
from tests.factories.certificates import AchievementRuleFactory, issued_credential

pytestmark = pytest.mark.django_db
DID = "did:web:daotao.example.vn"


@pytest.fixture
def credential() -> Credential:
    rule = AchievementRuleFactory()
    return issued_credential(course=rule.course)


def verdict(answer: dict[str, Any]) -> tuple[Any, ...]:
    return answer["verified"], answer["statusVerified"], answer["status"], answer["token"]


def test_two_verifiers_accept_a_badge_and_its_token(judge: Judge, credential: Credential) -> None:
    answer = judge(published(credential))

    subject = f"urn:uuid:{credential.holder.uuid}"
    token = {"verified": True, "alg": "EdDSA", "sub": subject, "iss": DID}
    assert answer["error"] is None
    assert verdict(answer) == (True, True, [False], token)


@pytest.mark.parametrize(
    "path",
    [
        ("credentialSubject", "identifier", 0, "identityHash"),
        ("credentialSubject", "achievement", "name"),
        ("credentialSubject", "achievement", "alignment", 0, "targetName"),
        ("credentialSchema", 0, "id"),
        ("validUntil",),
    ],
)
def test_a_changed_badge_is_refused(
    judge: Judge, credential: Credential, path: tuple[Any, ...]
) -> None:
    given = published(credential)
    place = given["badge"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = "2099-01-01T00:00:00Z" if path == ("validUntil",) else "urn:x:other"

    assert judge(given)["verified"] is False


def test_a_changed_token_is_refused(judge: Judge, credential: Credential) -> None:
    given = published(credential)
    head, body, signature = given["token"].split(".")
    given["token"] = ".".join((head, body, signature[:-6] + "AAAAAA"))

    assert judge(given)["token"] == {
        "verified": False,
        "error": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
    }


def test_the_status_list_tells_who_was_revoked_or_suspended(
    judge: Judge, credential: Credential
) -> None:
    officer, other = UserFactory(), issued_credential()
    suspend(credential=credential, by=officer, reason="Đang xác minh")
    revoke(credential=other, by=officer, reason="Cấp nhầm")

    suspended, revoked = judge(published(credential)), judge(published(other))
    reinstate(credential=credential, by=officer, reason="Đã xác minh")
    again = judge(published(credential))

    assert [one["status"] for one in (suspended, revoked, again)] == [[True], [True], [False]]
    assert {one["statusVerified"] for one in (suspended, revoked, again)} == {True}


def test_old_badges_hold_after_the_key_is_changed(
    judge: Judge, credential: Credential, settings: Any
) -> None:
    publish_key()
    old = published(credential)
    settings.BADGE_KEY = "11" * 32
    new = published(credential)
    old["documents"] = new["documents"]

    assert len(did_json()["verificationMethod"]) == 2
    for answer in (judge(old), judge(new)):
        assert (answer["verified"], answer["statusVerified"]) == (True, True)


def test_a_key_that_was_taken_no_longer_speaks(judge: Judge, credential: Credential) -> None:
    publish_key()
    given = published(credential)
    SigningKey.objects.update(compromised_at=clock.now())
    given["documents"][DID] = did_json()

    assert judge(given)["verified"] is False


def test_openbadgeslib_accepts_the_badge_and_refuses_a_changed_one(credential: Credential) -> None:
    badge = json.loads(render_proof(credential))
    changed = copy.deepcopy(badge)
    changed["credentialSubject"]["achievement"]["name"] = "Khóa học khác"
    verifier = OB3LdpVerifier(pubkey_pem=pem())

    assert verifier.verify(badge).id == f"urn:uuid:{credential.uuid}"
    with pytest.raises(OB3VerificationError):
        verifier.verify(changed)


def test_openbadgeslib_finds_the_key_by_did_web(credential: Credential) -> None:
    publish_key()
    asked = []

    def download(url: str) -> bytes:
        asked.append(url)
        return json.dumps(did_json()).encode()

    OB3LdpVerifier().verify(json.loads(render_proof(credential)), download=download)

    assert asked == ["https://daotao.example.vn/.well-known/did.json"]


def test_openbadgeslib_accepts_the_token_and_refuses_a_changed_one(credential: Credential) -> None:
    token = render_token(credential).decode()
    verifier = OB3Verifier(pubkey_pem=pem())

    assert verifier.verify(token).id == f"urn:uuid:{credential.uuid}"
    with pytest.raises(OB3VerificationError):
        verifier.verify(token[:-8] + "AAAAAAAA")


def pem() -> bytes:
    return public_key(publish_key().public).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def test_a_badge_without_an_end_says_none(credential: Credential) -> None:
    endless = issued_credential(endless=True)

    assert "validUntil" not in unsigned(endless)
    assert unsigned(credential)["validUntil"].endswith("T16:59:59Z")


def test_the_place_on_the_list_follows_the_running_number() -> None:
    assert status_list.place_of(5) == (0, 5)
    assert status_list.place_of(status_list.SIZE + 7) == (1, 7)

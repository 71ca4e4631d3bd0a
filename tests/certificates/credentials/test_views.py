"""A person's own papers, their files, and acts on them."""

import json
from typing import Any

import pytest
from django.test import Client

from certificates.credentials.actions import publish_key, revoke
from certificates.credentials.models import State
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.outbox.actions import drain
from tests.factories.accounts import UserFactory
from tests.factories.certificates import issued_credential
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db


def signed_in(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_my_papers_take_the_same_queries_however_many(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    person = UserFactory()
    for _ in range(count):
        issued_credential(person)
    signed_in(client, person).get("/credentials/")

    with django_assert_num_queries(5):
        response = client.get("/credentials/")

    assert len(response.context["papers"]) == count


def test_files_that_are_not_made_yet_are_announced(client: Client) -> None:
    credential = issued_credential()
    signed_in(client, credential.holder)

    before = client.get("/credentials/").context["papers"][0].files
    refused = client.get(f"/credentials/{credential.uuid}/files/pdf/")
    drain()
    after = client.get("/credentials/").context["papers"][0].files

    assert (before, refused.status_code) == ([], 503)
    assert [one.slug for one in after] == ["pdf", "badge", "jwt"]


def test_the_owner_downloads_each_format(client: Client) -> None:
    credential = issued_credential()
    drain()
    signed_in(client, credential.holder)

    pdf, badge, token = (
        client.get(f"/credentials/{credential.uuid}/files/{slug}/")
        for slug in ("pdf", "badge", "jwt")
    )

    assert pdf.content[:5] == b"%PDF-"
    assert pdf["Content-Disposition"] == (
        f'attachment; filename="01-{credential.year}-{credential.code}.pdf"'
    )
    assert json.loads(badge.content)["id"] == f"urn:uuid:{credential.uuid}"
    assert token.content.count(b".") == 2


def test_hr_downloads_in_scope_and_sees_nothing_outside(client: Client) -> None:
    post, stranger = AssignmentFactory(), AssignmentFactory()
    grant = RoleGrantFactory(role=Role.HR_OFFICER, unit=post.unit)
    own, foreign = issued_credential(post.person), issued_credential(stranger.person)
    drain()
    signed_in(client, grant.person)

    answers = [
        client.get(f"/credentials/{one.uuid}/files/pdf/").status_code for one in (own, foreign)
    ]

    assert answers == [200, 404]


def test_a_colleague_without_a_role_sees_nothing(client: Client) -> None:
    post = AssignmentFactory()
    colleague = AssignmentFactory(unit=post.unit).person
    credential = issued_credential(post.person)

    response = signed_in(client, colleague).get(f"/credentials/{credential.uuid}/")

    assert response.status_code == 404


def test_the_administrator_revokes_with_a_reason(client: Client) -> None:
    admin = RoleGrantFactory(centre_admin=True).person
    credential = issued_credential()
    address = f"/credentials/{credential.uuid}/act/"
    signed_in(client, admin)

    refused = client.post(address, {"act": "revoke", "reason": ""})
    credential.refresh_from_db()
    before = credential.state
    client.post(address, {"act": "revoke", "reason": "Cấp nhầm người"})
    credential.refresh_from_db()

    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["reason"])
    assert (before, credential.state) == (State.ACTIVE, State.REVOKED)


def test_an_act_that_is_no_longer_possible_is_not_offered(client: Client) -> None:
    admin = RoleGrantFactory(centre_admin=True).person
    credential = issued_credential()
    revoke(credential=credential, by=admin, reason="Cấp nhầm")

    response = signed_in(client, admin).post(
        f"/credentials/{credential.uuid}/act/", {"act": "reinstate", "reason": "Thử"}
    )

    assert list(response.context["form"].errors) == ["act"]


def test_the_did_document_names_the_key(client: Client) -> None:
    key = publish_key()

    document = client.get("/.well-known/did.json").json()

    assert document["id"] == "did:web:daotao.example.vn"
    assert [one["publicKeyMultibase"] for one in document["verificationMethod"]] == [key.public]
    assert document["assertionMethod"] == [f"did:web:daotao.example.vn#{key.public}"]


def test_the_status_list_is_served_signed(client: Client) -> None:
    issued_credential()

    served = client.get("/credentials/status/0").json()

    assert served["credentialSubject"]["statusPurpose"] == "revocation"
    assert served["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"
    assert client.get("/credentials/status/1").status_code == 404

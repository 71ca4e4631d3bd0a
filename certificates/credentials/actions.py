"""Issue, revoke, suspend and reinstate papers; make their files."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from certificates.achievements.queries import awards_caused_by
from certificates.achievements.rules import last_valid_day
from certificates.credentials.content import content_of
from certificates.credentials.errors import (
    AlreadyRevoked,
    DocumentTypeNotAllowed,
    ReasonMissing,
)
from certificates.credentials.formats.badge import issuer_key
from certificates.credentials.models import (
    Artefact,
    Credential,
    CredentialDefinition,
    CredentialEvent,
    DocumentType,
    SigningKey,
    State,
)
from certificates.credentials.registry import format_of, formats
from certificates.credentials.rules import new_code
from certificates.credentials.statements import issued, revoked
from lms.accounts.models import User
from lms.kit import clock
from lms.kit.replaying import is_replaying
from lms.outbox.actions import enqueue
from lms.records.actions import record
from lms.records.statements import Stored

DATA = Path(__file__).parent / "data" / "document_types.json"
_NEXT = """
    INSERT INTO certificates_registercounter AS held (document_type_id, year, last)
    VALUES (%s, %s, 1)
    ON CONFLICT (document_type_id, year) DO UPDATE SET last = held.last + 1
    RETURNING last
"""


def load_document_types(*, path: Path = DATA) -> list[DocumentType]:
    """Bring the document types of the product into the table; what the centre enabled stays."""
    rows = json.loads(path.read_text(encoding="utf-8"))["document_types"]
    with transaction.atomic():
        return [_load(dict(facts)) for facts in rows]


def define(*, document_type: DocumentType, course: Any, **facts: Any) -> CredentialDefinition:
    """From today on, who meets the course gets this paper; repeated, it corrects the open one."""
    if not document_type.enabled:
        raise DocumentTypeNotAllowed
    with transaction.atomic():
        definition, _new = CredentialDefinition.objects.update_or_create(
            course=course,
            ends_on=None,
            defaults={**facts, "document_type": document_type},
            create_defaults={
                "starts_on": clock.today(),
                **facts,
                "document_type": document_type,
                "course": course,
            },
        )
    return definition


def issue(*, cause: Stored) -> Credential | None:
    """Issue the paper of a course to the person who met it, once for each course result.

    Number, content, history and the effects that make the files are one transaction, so the
    register has no gap. None when the course has no paper, or had none at the time.
    """
    with transaction.atomic():
        credential = Credential.objects.filter(cause=cause.id).first() or _write(cause)
        if credential is not None:
            record(issued(credential))
            _enqueue_files(credential)
    return credential


def revoke(*, credential: Credential, by: User, reason: str) -> Credential:
    """Take a paper's force for good. The public sees the day, never the reason."""
    with transaction.atomic():
        held = _held(credential, reason)
        if held.state != State.REVOKED:
            _decide(held, State.REVOKED, CredentialEvent.Kind.REVOKED, by, reason)
            record(revoked(held))
    return held


def suspend(*, credential: Credential, by: User, reason: str) -> Credential:
    """Take a paper's force for the time being."""
    with transaction.atomic():
        held = _held(credential, reason)
        if held.state == State.REVOKED:
            raise AlreadyRevoked
        if held.state != State.SUSPENDED:
            _decide(held, State.SUSPENDED, CredentialEvent.Kind.SUSPENDED, by, reason)
    return held


def reinstate(*, credential: Credential, by: User, reason: str) -> Credential:
    """Give a suspended paper its force back."""
    with transaction.atomic():
        held = _held(credential, reason)
        if held.state == State.REVOKED:
            raise AlreadyRevoked
        if held.state == State.SUSPENDED:
            _decide(held, State.ACTIVE, CredentialEvent.Kind.REINSTATED, by, reason)
    return held


def make_file(*, credential: Credential, slug: str) -> Artefact:
    """Make the credential's file in one format and keep it; made once."""
    made = Artefact.objects.filter(credential=credential, format=slug).first()
    if made is not None:
        return made
    one = format_of(slug)
    if slug != "pdf":
        publish_key()
    data = one.render(credential)
    name = f"credentials/{credential.year}/{credential.uuid}.{one.suffix}"
    default_storage.delete(name)
    kept = default_storage.save(name, ContentFile(data))
    return Artefact.objects.create(
        credential=credential,
        format=slug,
        name=kept,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def publish_key() -> SigningKey:
    """Enter the machine's present key among those published; earlier ones stay."""
    key, _new = SigningKey.objects.get_or_create(public=issuer_key().public)
    return key


def _load(facts: dict[str, Any]) -> DocumentType:
    enabled = facts.pop("enabled")
    row, _new = DocumentType.objects.update_or_create(
        code=facts["code"], defaults=facts, create_defaults={**facts, "enabled": enabled}
    )
    return row


def _write(cause: Stored) -> Credential | None:
    """The credential itself; nothing new comes out of a replay."""
    definition = None if is_replaying() else _definition(cause)
    if definition is None:
        return None
    issued_on = clock.today()
    until = last_valid_day(issued_on, definition.validity_months)
    holder = User.objects.get(pk=cause.actor_id)
    content = content_of(
        definition=definition,
        holder=holder,
        awards=awards_caused_by(cause.id),
        issued_on=issued_on,
        valid_until=until,
    )
    credential = Credential(
        holder=holder,
        definition=definition,
        document_type=definition.document_type,
        year=issued_on.year,
        content=content,
        code=new_code(),
        issued_on=issued_on,
        valid_until=until,
        cause=cause.id,
    )
    return _number(credential)


def _definition(cause: Stored) -> CredentialDefinition | None:
    held = CredentialDefinition.objects.on(clock.today()).filter(
        course=cause.object_id, document_type__enabled=True
    )
    return held.select_related("document_type").order_by("-starts_on").first()


def _number(credential: Credential) -> Credential:
    """Take the next number last, so that the row of the counter is held for as short as can be."""
    credential.number = _next_number(credential.document_type_id, credential.year)
    credential.content["number"] = credential.register_number
    credential.content["code"] = credential.printed_code
    credential.save(force_insert=True)
    CredentialEvent.objects.create(
        credential=credential, kind=CredentialEvent.Kind.ISSUED, on=credential.issued_on
    )
    return credential


def _next_number(document_type_id: int, year: int) -> int:
    """One more than the last number; the counter stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [document_type_id, year])
        return int(cursor.fetchone()[0])


def _enqueue_files(credential: Credential) -> None:
    for one in formats():
        enqueue(
            kind=f"certificates.{one.slug}",
            key=str(credential.uuid),
            payload={"credential": str(credential.uuid)},
        )


def _held(credential: Credential, reason: str) -> Credential:
    """The credential, locked, once there is a reason to act on it."""
    if not reason.strip():
        raise ReasonMissing
    return Credential.objects.select_for_update().get(pk=credential.pk)


def _decide(
    credential: Credential, state: State, kind: CredentialEvent.Kind, by: User, reason: str
) -> None:
    credential.state = state
    credential.save(update_fields=["state"])
    today: date = clock.today()
    CredentialEvent.objects.create(
        credential=credential, kind=kind, on=today, by=by, reason=reason.strip()
    )

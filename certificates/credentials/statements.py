"""The statements this component records, and why they are kept."""

from django.utils.translation import gettext_lazy as _

from certificates.credentials.models import Credential
from lms.kit.ids import derived
from lms.records.kinds import declare
from lms.records.statements import Statement
from lms.records.verbs import Verb

OBJECT = "credential"

declare(
    Verb.ISSUED,
    OBJECT,
    purpose=_("To prove what was issued to whom; the register of documents requires it."),
    keep_months=1200,
)
declare(
    Verb.REVOKED,
    OBJECT,
    purpose=_("To prove when a document lost its force; the register of documents requires it."),
    keep_months=1200,
)


def issued(credential: Credential) -> Statement:
    """A person was issued a paper."""
    return Statement(
        id=derived("issued", credential.uuid),
        actor_id=credential.holder_id,
        verb=Verb.ISSUED,
        object_kind=OBJECT,
        object_id=credential.uuid,
        timestamp=credential.created_at,
        context={
            "number": credential.register_number,
            "course": credential.content["course"]["uuid"],
            "cause": str(credential.cause),
        },
    )


def revoked(credential: Credential) -> Statement:
    """A person's paper lost its force; the reason stays in the register."""
    return Statement(
        id=derived("revoked", credential.uuid),
        actor_id=credential.holder_id,
        verb=Verb.REVOKED,
        object_kind=OBJECT,
        object_id=credential.uuid,
        context={"number": credential.register_number},
    )

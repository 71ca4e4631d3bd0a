"""Personal data of papers: the register outlives the account, as the law of registers asks."""

from django.utils.translation import gettext_lazy as _

from certificates.credentials.models import Artefact, Credential, CredentialEvent
from lms.accounts.personal_data import Erase, register

REGISTER = _("To prove what was issued to whom; the register of documents requires it.")

register(
    Credential,
    "holder",
    export=("document_type__name", "year", "number", "code", "content", "issued_on",
            "valid_until", "state"),
    erase=Erase.KEEP,
    purpose=REGISTER,
    keep_months=1200,
)  # fmt: skip
register(
    CredentialEvent,
    "credential__holder",
    export=("kind", "on", "reason"),
    erase=Erase.KEEP,
    purpose=REGISTER,
    keep_months=1200,
)
register(
    CredentialEvent,
    "by",
    export=("credential__number", "kind", "on"),
    erase=Erase.KEEP,
    purpose=_("To prove who suspended or revoked a document, and why"),
    keep_months=1200,
    about=False,
)
register(
    Artefact,
    "credential__holder",
    export=("format", "name", "sha256"),
    erase=Erase.KEEP,
    purpose=REGISTER,
    keep_months=1200,
)

"""What the actions on credentials refuse."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class ReasonMissing(DomainError):
    """An act against a credential was asked for without saying why."""

    sentence = _("Please give the reason; it is kept in the register and not shown to the public.")


class AlreadyRevoked(DomainError):
    """A revoked credential stays revoked."""

    status = 409
    sentence = _("This document was revoked; it cannot be suspended or brought back into force.")


class DocumentTypeNotAllowed(DomainError):
    """The centre may not issue documents of this legal type."""

    sentence = _(
        "This centre is not assigned to issue documents of this type. "
        "Choose another document type, or have the type enabled."
    )


class NotReady(DomainError):
    """The file of a credential has not been made yet."""

    status = 503
    sentence = _("The file is being prepared. Please come back in a minute.")


class TooManyLookups(DomainError):
    """One address asked too often."""

    status = 429
    retry_after = 600
    sentence = _(
        "Too many look-ups from this network. Please wait ten minutes and try again, "
        "or call the issuer."
    )


class PaperNotSet(DomainError):
    """The PDF could not be set as it must be: a font or a letter is missing."""

    status = 503
    sentence = _("The document cannot be printed right now: its fonts are not installed.")

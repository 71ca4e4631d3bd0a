"""What `record()` refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class StatementInvalid(DomainError):
    """The statement is not well formed."""

    sentence = _("The record sent by the activity is not valid, so nothing was changed.")


class StatementConflict(DomainError):
    """The id is known, with other content."""

    status = 409
    sentence = _("A different record with the same identifier is already stored.")


class StatementUndeclared(DomainError):
    """Nobody declared why such a statement is kept and for how long."""

    status = 500
    sentence = _("This kind of record has no declared purpose, so it is not kept.")


class StatementBackwards(DomainError):
    """A handler recorded a verb that is not higher than the one it heard."""

    status = 500
    sentence = _("A consequence may only be recorded upwards.")


class StatementMissing(DomainError):
    """A replay worked out a consequence that was never recorded."""

    status = 500
    sentence = _("A consequence of the records is missing from the records.")

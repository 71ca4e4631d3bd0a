"""Why a package, a library or an answer is refused."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class PackageRefused(DomainError):
    """The file is not a package that may be played here."""

    status = 422
    sentence = _("This file is not an H5P package.")


class LibraryConflict(DomainError):
    """The same version of a library arrived with other bytes."""

    status = 409
    sentence = _("Another file of the same library version is already installed.")


class AnswerRefused(DomainError):
    """What the frame sent cannot be an answer to this content."""

    status = 422
    sentence = _("This answer cannot be accepted.")


class NoMoreTries(AnswerRefused):
    """The author allows one try."""

    status = 409
    sentence = _("This content allows one try; the first answer stands.")


class StateTooLarge(DomainError):
    """The saved work exceeds what one content may keep."""

    status = 413
    sentence = _("The work is too large to be kept.")

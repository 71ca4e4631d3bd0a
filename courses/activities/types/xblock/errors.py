"""Why a call to a block is refused."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class BlockNotAllowed(DomainError):
    """The type of block is not on the list of this site."""

    status = 404
    sentence = _("This kind of content is not offered here.")


class HandlerUnknown(DomainError):
    """The block has no such handler, or learners may not call it."""

    status = 404
    sentence = _("There is nothing here to answer this call.")


class CallRefused(DomainError):
    """The call is too large or not in a form that blocks understand."""

    status = 400
    sentence = _("This call is not in a form that can be read.")


class GradeRefused(DomainError):
    """A block published points that are not possible."""

    status = 422
    sentence = _("The points are not possible.")


class TokenRefused(DomainError):
    """A signed address is wrong or too old."""

    status = 404
    sentence = _("This address is no longer valid. Reload the lesson.")

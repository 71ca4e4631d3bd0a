"""Refusals around the hub."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class HubAway(DomainError):
    """The hub does not answer, or not as expected."""

    status = 503
    sentence = _("The practice rooms do not answer just now. Please try again in a few minutes.")


class HubFull(DomainError):
    """No further server fits on the machine."""

    status = 503
    sentence = _("All practice rooms are taken just now.")


class RoomGone(DomainError):
    """The room was closed, or started anew, since the page was shown."""

    status = 409
    sentence = _("This practice room was closed or started anew meanwhile. Nothing was changed.")


class FileTooLarge(DomainError):
    """A notebook larger than what is graded."""

    sentence = _("Your notebook is too large to hand in: clear its output and save it again.")

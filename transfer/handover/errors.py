"""What the handover refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class HandoverNotReady(DomainError):
    """A condition is open."""

    status = 409
    sentence = _("The unit does not yet meet every condition, so it cannot take over.")


class HandoverAccepted(DomainError):
    """What was accepted stays."""

    status = 409
    sentence = _("This handover has been accepted and can no longer be changed.")

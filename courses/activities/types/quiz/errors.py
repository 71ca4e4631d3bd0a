"""What a quiz refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class AttemptsUsedUp(DomainError):
    """No attempt is left."""

    status = 409
    sentence = _("All your attempts at this quiz are used up. Please contact your trainer.")


class NoOpenAttempt(DomainError):
    """There is nothing to save or hand in."""

    status = 409
    sentence = _("This attempt was handed in already, so nothing was changed.")

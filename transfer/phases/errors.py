"""What a phase refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class PhaseClosed(DomainError):
    """A closed phase stays as it was closed."""

    status = 409
    sentence = _("This phase has been closed and can no longer be changed.")


class PhaseUnfinished(DomainError):
    """The gate: review written, every lesson with an owner."""

    status = 409
    sentence = _("Write the review and give every lesson learned an owner, then close the phase.")

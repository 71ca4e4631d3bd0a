"""What enrolment refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class EnrolmentClosed(DomainError):
    """The course is only for those who are sent."""

    status = 403
    sentence = _("This course is for those sent by their unit. Please ask your HR officer.")


class WithdrawalRefused(DomainError):
    """Somebody else decided that this person takes the course."""

    status = 403
    sentence = _("Your unit asked you to take this course, so only the unit can withdraw you.")

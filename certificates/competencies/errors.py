"""What the actions on competencies refuse."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class LevelOfOtherFramework(DomainError):
    """A level was given that belongs to another framework."""

    sentence = _("This level does not belong to the framework of the competency.")


class FrameworkFileInvalid(DomainError):
    """The file of frameworks does not have the expected form."""

    sentence = _("The file of competency frameworks cannot be read, so nothing was changed.")

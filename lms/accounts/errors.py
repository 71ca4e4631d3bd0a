"""What accounts refuse."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class UsernameTaken(DomainError):
    """One staff code, one person."""

    status = 409
    sentence = _("Another person already has this staff code.")


class LanguageUnknown(DomainError):
    """Only the languages of the site."""

    sentence = _("The site does not speak this language.")


class NotKnownHere(DomainError):
    """The external provider knows somebody whom this site does not."""

    status = 403
    sentence = _("Your account is not known here. Please contact the HR officer of your unit.")

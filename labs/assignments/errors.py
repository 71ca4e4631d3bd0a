"""Refusals around masters and hand-ins."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class MasterInvalid(DomainError):
    """The author's notebook cannot be used."""

    sentence = _("This notebook cannot be used as a lab.")


class LabNotOpen(DomainError):
    """There is nothing to hand in: the learner's server does not run."""

    status = 409
    sentence = _("Your practice room is closed. Open the lab, check your work, then hand it in.")


class NothingToHandIn(DomainError):
    """The notebook is not in the learner's folder."""

    status = 409
    sentence = _("Your notebook was not found. Open the lab once, then hand it in.")


class NoAttemptLeft(DomainError):
    """The lab's number of attempts is used up."""

    status = 409
    sentence = _("You have used all attempts of this lab.")

"""What simulators refuse, beside the steps that an engine refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class ScenarioNotReady(DomainError):
    """The scenario has no published version."""

    status = 409
    sentence = _("This exercise has not been published yet.")


class NotProved(DomainError):
    """Nobody has yet reached full marks in this version."""

    status = 409
    sentence = _("Work through this version yourself and reach full marks before publishing it.")


class RunOver(DomainError):
    """The run was handed in or set aside."""

    status = 409
    sentence = _("This go is over. Begin a new one to go on practising.")


class SeatUnknown(DomainError):
    """The scenario has no such seat."""

    status = 422
    sentence = _("Choose one of the desks of this exercise.")


class GoesUsedUp(DomainError):
    """The exercise's number of goes is used up."""

    status = 409
    sentence = _("You have used all goes of this exercise.")


class StepUnknown(DomainError):
    """The step from which to begin again is not in the run."""

    status = 422
    sentence = _("There is no such step in this go.")


class PartnerPresent(DomainError):
    """The other desk is taken by a person who was active a short while ago."""

    status = 409
    sentence = _("Your partner is at the other desk. Wait for their step.")


class TooManySteps(DomainError):
    """The run holds far more steps than its work can need."""

    status = 409
    sentence = _("This go has more steps than its work needs. Hand it in, or begin a new one.")

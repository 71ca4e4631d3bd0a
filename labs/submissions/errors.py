"""What a trainer is refused."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class NotByHand(DomainError):
    """The cell is marked by checks, or the work has not been marked yet."""

    status = 409
    sentence = _("This part is not one that a person marks.")


class PointsOutOfRange(DomainError):
    """More points than the cell has, or fewer than none."""

    status = 422
    sentence = _("Give between 0 and the most points of this part.")


class NothingToTakeBack(DomainError):
    """No points were given by hand for the cell."""

    status = 409
    sentence = _("There are no points to take back here.")


class NothingToRegrade(DomainError):
    """Nobody has handed in."""

    status = 409
    sentence = _("Nobody has handed in anything that could be marked again.")

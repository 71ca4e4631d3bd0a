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


class ChangedMeanwhile(DomainError):
    """Somebody else, or another tab, gave or took back points since the page was shown."""

    status = 409
    sentence = _("The points of this part have been changed meanwhile. Look at them first.")


class ArchiveTooLarge(DomainError):
    """All files together are more than is packed while somebody waits."""

    sentence = _("These files take more than 200 MB together. Please narrow the list first.")


class NothingToUndo(DomainError):
    """No decision stands, or a later marking has overtaken it."""

    status = 409
    sentence = _("This decision cannot be undone any more.")


class RegradeRuns(DomainError):
    """The lab is being marked again by other checks."""

    status = 409
    sentence = _(
        "The class is being marked again just now, by other checks. Wait or stop it first."
    )


class NothingToRegrade(DomainError):
    """Nobody has handed in."""

    status = 409
    sentence = _("Nobody has handed in anything that could be marked again.")

"""What the organisation refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class CodeTaken(DomainError):
    """Another unit has this code."""

    status = 409
    sentence = _("Another unit already has this code.")


class UnitStillInUse(DomainError):
    """A unit with open units below it is not closed."""

    status = 409
    sentence = _("Close or move the units below this one first.")


class UnitNotOpen(DomainError):
    """Nobody serves in a unit outside the days it exists."""

    status = 409
    sentence = _("The unit does not exist on that day.")


class CircleInTree(DomainError):
    """A unit cannot lie below itself."""

    sentence = _("A unit cannot be placed below itself.")


class EndsBeforeStart(DomainError):
    """The last day lies before the first."""

    sentence = _("The last day cannot lie before the first day.")


class EndedAlready(DomainError):
    """What has ended keeps its last day."""

    status = 409
    sentence = _("This ended already on another day.")


class MainPostHeld(DomainError):
    """One main post at a time."""

    status = 409
    sentence = _(
        "This person holds another main post. Tick “transfer” to end it the day before, "
        "or enter a concurrent post."
    )


class UnitHasHead(DomainError):
    """One head at a time."""

    status = 409
    sentence = _("The unit has a head on that day. End that post first.")


class StaffCodeHeld(DomainError):
    """The code belongs to somebody of whom the one who asks learns nothing."""

    status = 409
    sentence = _(
        "Nobody can be entered with this staff code here. Check the code, or ask the centre."
    )


class MainPostElsewhere(DomainError):
    """A transfer is for those who may end the main post."""

    status = 409
    sentence = _("Only the unit of the main post, or the centre, can transfer this person.")


class PersonDisabled(DomainError):
    """A disabled person gets no post and no role."""

    status = 409
    sentence = _("This account is disabled.")


class RoleNeedsUnit(DomainError):
    """Every role but the centre administrator's holds over a unit."""

    sentence = _("Choose the unit over which the role holds.")


class LastAdministrator(DomainError):
    """Somebody must be able to give roles."""

    status = 409
    sentence = _("This is the last centre administrator. Give the role to somebody else first.")


class SuccessorMissing(DomainError):
    """A merge or a split has units on both sides."""

    sentence = _("Name at least one unit before and one unit after the change.")

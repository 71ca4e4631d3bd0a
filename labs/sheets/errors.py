"""Refusals of the spreadsheet in the browser; the cells stay as they were."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class EditRefused(DomainError):
    """What was asked cannot be put into the cells."""

    status = 422
    sentence = _("This cannot be put into the sheet.")


class DraftOver(DomainError):
    """The draft was set aside, perhaps in another tab."""

    status = 409
    sentence = _("This work was set aside. Load the page again to see the present one.")


class DraftFull(DomainError):
    """More edits than a lab needs."""

    status = 409
    sentence = _("This draft holds as many edits as a lab allows. Download it and go on in Excel.")

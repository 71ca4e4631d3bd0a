"""Refusals around files: one sentence a reason."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError

REASONS: dict[str, str | Promise] = {
    "missing": _("Choose the file you worked on, then hand it in."),
    "not_in_room": _("This file is not in your practice room any more. Choose it again."),
    "too_big": _("The file is larger than 10 MB. Take out pictures that are not needed."),
    "not_office": _("This is not an Excel or Word file. Save your work as .xlsx or .docx."),
    "wrong_kind": _("This lab asks for the other kind of file: look at the task again."),
    "legacy": _("This is the old format .xls or .doc. Use “Save as” and choose .xlsx or .docx."),
    "encrypted": _("The file is protected by a password. Take the password off, then save it."),
    "macros": _("The file contains macros. Save it as .xlsx or .docx without macros."),
    "embedded": _("The file contains embedded objects. Take them out, then save it again."),
    "external": _("The file draws on other files or addresses. Break the links, then save it."),
    "dde": _("The file contains a field or formula that starts another program. Take it out."),
    "bomb": _("The file unpacks to far more than a lab needs, so it was not opened."),
    "too_large": _("The file has more cells or parts than a lab allows."),
    "path": _("The file names places outside itself, so it was not opened."),
    "xml": _("The file contains definitions that office programs do not write; not opened."),
    "damaged": _("The file is damaged. Open it in Excel or Word, save it anew, hand it in again."),
    "heavy": _("The file takes too long to open. Make it smaller, then hand it in again."),
}


class FileRefused(DomainError):
    """A file that is not taken; nothing was changed."""

    status = 422
    sentence = REASONS["damaged"]

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


class FileLabInvalid(DomainError):
    """The lab on a file is not complete, or of the other kind."""

    sentence = _("This lab on a file cannot be used here.")

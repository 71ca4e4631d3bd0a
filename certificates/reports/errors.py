"""What reports refuse."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class TableTooLong(DomainError):
    """The list is longer than a spreadsheet made while somebody waits may be."""

    sentence = _(
        "This list has more than 10,000 rows. Please choose a smaller unit, then export again."
    )

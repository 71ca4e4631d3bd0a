"""Refusals that a person can read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal: one sentence for the person, the HTTP status that fits it, perhaps a wait."""

    status: int = 400
    retry_after: int | None = None
    sentence: str | Promise = _("This cannot be done.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        self.message = sentence or self.sentence
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class TableTooLong(DomainError):
    """The list is longer than a spreadsheet made while somebody waits may be."""

    sentence = _("This list has more than 10,000 rows. Please narrow it, then export again.")

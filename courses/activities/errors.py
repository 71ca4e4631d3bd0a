"""What activities refuse."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class ActivityUnknown(DomainError):
    """No such activity for this person; whether it exists is not told."""

    status = 404
    sentence = _("This activity was not found.")


class ActivityRetired(DomainError):
    """The activity was taken out of its lesson before this learner began it."""

    status = 410
    sentence = _("This activity was taken out of the lesson. Please open the lesson again.")


class LessonClosed(DomainError):
    """The course asks for order, and something before this lesson is not done.

    A conflict rather than a denial: what waits on a device must be told so, not asked to sign in.
    """

    status = 409
    sentence = _("This lesson is not open yet.")

    @classmethod
    def until(cls, title: str) -> "LessonClosed":
        """With the title of what comes first."""
        first = _("This lesson opens when you have completed “%(title)s”.")
        return cls(first % {"title": title})


class MessageInvalid(DomainError):
    """The input needs correcting: a sentence for each field; what was typed is shown again."""

    status = 422
    sentence = _("Something needs correcting; nothing you entered was lost.")

    def __init__(
        self,
        errors: Mapping[str, str | Promise] | None = None,
        sentence: str | Promise | None = None,
    ) -> None:
        super().__init__(sentence)
        self.errors: Mapping[str, Any] = dict(errors or {})

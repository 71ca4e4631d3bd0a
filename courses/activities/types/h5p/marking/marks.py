"""The result of marking, and the rule that compares it with what the frame claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from courses.activities.types.h5p.errors import AnswerRefused
from courses.activities.types.h5p.marking.answers import Answer

TOLERANCE = 1e-6


class Trust(StrEnum):
    """Who worked out the points: this server, or code in the learner's browser."""

    SERVER = "server"
    CLIENT = "client"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Points for one content or question. `complete` says whether every question has an answer."""

    score: float
    max_score: float
    trust: Trust = Trust.SERVER
    complete: bool = True

    @property
    def scaled(self) -> float:
        """Between 0 and 1."""
        return round(self.score / self.max_score, 6) if self.max_score else 0.0


def add(marks: Sequence[Mark]) -> Mark:
    """The sum of several marks: trusted only if each one is."""
    trusted = all(mark.trust is Trust.SERVER for mark in marks)
    return Mark(
        score=sum(mark.score for mark in marks),
        max_score=sum(mark.max_score for mark in marks),
        trust=Trust.SERVER if trusted else Trust.CLIENT,
        complete=all(mark.complete for mark in marks),
    )


def claimed(answer: Answer) -> Mark | None:
    """What the frame says, for types this server cannot mark."""
    if answer.score is None or answer.max_score is None:
        return None
    return Mark(score=answer.score, max_score=answer.max_score, trust=Trust.CLIENT)


def check_claim(mark: Mark, answer: Answer) -> None:
    """Refuse points that the response does not earn; fewer points are the frame's own loss."""
    if answer.score is None or answer.max_score is None:
        return
    over = answer.score > mark.score + TOLERANCE
    if over or abs(answer.max_score - mark.max_score) > TOLERANCE:
        raise AnswerRefused(_("The points sent do not match the answer."))

"""What a grading found: one mark a graded cell, and their sum."""

from dataclasses import asdict, dataclass, field
from typing import Any

STATES = (
    *("ok", "partly", "wrong", "error", "timeout", "memory", "by_hand", "blank", "system"),
    *("formula", "unreadable"),  # of files
)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What one graded cell or check got.

    `feedback` is the author's sentence or the learner's own error; a check of a file has `facts`
    from which `reason` makes its sentence.
    """

    cell: str
    title: str
    state: str
    score: float | None
    max_score: float
    reason: str = ""
    feedback: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Report:
    """All marks of one submission; `seed` draws the same random data again."""

    marks: tuple[Mark, ...]
    seed: str
    seconds: float

    @property
    def score(self) -> float:
        """Points given so far; what waits for a person counts nothing yet."""
        return sum(mark.score or 0.0 for mark in self.marks)

    @property
    def checked(self) -> float:
        """Points given by checks."""
        return sum(mark.score or 0.0 for mark in self.marks if not self.by_hand(mark))

    @property
    def has_fault(self) -> bool:
        """Whether a mark is missing by our own or the author's fault."""
        return any(mark.state == "system" for mark in self.marks)

    @property
    def max_score(self) -> float:
        """All points, those given by hand included."""
        return sum(mark.max_score for mark in self.marks)

    @property
    def checked_score(self) -> float:
        """The points that checks can give."""
        return sum(mark.max_score for mark in self.marks if not self.by_hand(mark))

    @staticmethod
    def by_hand(mark: Mark) -> bool:
        """Whether a person gives this mark."""
        return mark.state in ("by_hand", "blank")

    def as_json(self) -> dict[str, Any]:
        """As kept with the attempt and printed by the command."""
        return {
            "score": self.score,
            "max_score": self.max_score,
            "checked_score": self.checked_score,
            "seed": self.seed,
            "seconds": round(self.seconds, 2),
            "marks": [asdict(mark) for mark in self.marks],
        }

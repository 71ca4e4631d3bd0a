"""When a course is met, and with what score: pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ActivityResult:
    """One required activity as the rule sees it."""

    type: str
    rule_met: bool
    score: float | None
    max_score: float | None
    trust: str
    is_final: bool

    @property
    def scaled(self) -> float | None:
        """The score between 0 and 1, where there is one."""
        if self.score is None or not self.max_score:
            return None
        return min(1.0, max(0.0, self.score / self.max_score))


@dataclass(frozen=True, kw_only=True)
class CourseResult:
    """A course that is met: its score, whose word it rests on, and by what kind of evidence."""

    score: float | None
    trust: str
    evidence: str


def course_result(required: Sequence[ActivityResult]) -> CourseResult | None:
    """The result once every required activity is met, else None.

    The score is the final test's where there is one, else the mean of what was scored. The
    trust is that of the weakest of the activities the score rests on; a course in which nothing
    is scored rests on the learner's word.
    """
    if not required or not all(one.rule_met for one in required):
        return None
    scored = [one for one in required if one.scaled is not None]
    final = [one for one in scored if one.is_final]
    counted = final or scored
    if not counted:
        return CourseResult(score=None, trust="client", evidence="course")
    values = [one.scaled for one in counted if one.scaled is not None]
    trusted = all(one.trust == "server" for one in counted)
    return CourseResult(
        score=sum(values) / len(values),
        trust="server" if trusted else "client",
        evidence="test" if final else "course",
    )

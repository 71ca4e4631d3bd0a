"""Verbs, in levels: a handler may only record a verb of a higher level than it heard."""

from enum import StrEnum


class Verb(StrEnum):
    """What happened. The value is the last part of the verb's xAPI id."""

    REGISTERED = "registered"
    LAUNCHED = "launched"
    EXPERIENCED = "experienced"
    INTERACTED = "interacted"
    ANSWERED = "answered"
    ATTEMPTED = "attempted"
    SUBMITTED = "submitted"
    SCORED = "scored"
    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"
    SATISFIED = "satisfied"
    WITHDREW = "withdrew"
    EARNED = "earned"
    ISSUED = "issued"
    REVOKED = "revoked"
    HANDED_OVER = "handed-over"

    @property
    def level(self) -> int:
        """Higher levels are consequences of lower ones, never the other way."""
        return _LEVELS[self]

    @property
    def iri(self) -> str:
        """The verb's xAPI id: ADL's where ADL defines it, a tag URI of our own otherwise."""
        return (_OURS if self in _OUR_VERBS else _ADL) + self.value


_OURS = "tag:provincial-learning,2026:verbs:"
_ADL = "http://adlnet.gov/expapi/verbs/"
_LEVELS = {
    Verb.REGISTERED: 0,
    Verb.WITHDREW: 0,
    Verb.LAUNCHED: 10,
    Verb.EXPERIENCED: 10,
    Verb.INTERACTED: 10,
    Verb.ANSWERED: 10,
    Verb.ATTEMPTED: 10,
    Verb.SUBMITTED: 10,
    Verb.SCORED: 20,
    Verb.COMPLETED: 30,
    Verb.PASSED: 30,
    Verb.FAILED: 30,
    Verb.SATISFIED: 40,
    Verb.EARNED: 50,
    Verb.ISSUED: 60,
    Verb.REVOKED: 60,
    Verb.HANDED_OVER: 70,
}
_OUR_VERBS = frozenset(
    {
        Verb.WITHDREW,
        Verb.SUBMITTED,
        Verb.EARNED,
        Verb.ISSUED,
        Verb.REVOKED,
        Verb.HANDED_OVER,
    }
)

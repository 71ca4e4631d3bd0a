"""What enrolment says, why it is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import Enrolment
from lms.kit.ids import derived
from lms.records.kinds import declare
from lms.records.statements import Statement
from lms.records.verbs import Verb

declare(
    Verb.REGISTERED,
    "course",
    purpose=_("To know who takes which course and why, for training plans and reports."),
    keep_months=120,
)
declare(
    Verb.WITHDREW,
    "course",
    purpose=_("To know who no longer takes a course."),
    keep_months=120,
)


def registered(enrolment: Enrolment) -> Statement:
    """The learner was enrolled, for the first time or again."""
    return _about(enrolment, Verb.REGISTERED)


def withdrew(enrolment: Enrolment) -> Statement:
    """The learner was withdrawn."""
    return _about(enrolment, Verb.WITHDREW)


def _about(enrolment: Enrolment, verb: Verb) -> Statement:
    return Statement(
        id=derived(verb, enrolment.uuid, enrolment.times),
        actor_id=enrolment.learner_id,
        verb=verb,
        object_kind="course",
        object_id=enrolment.course.uuid,
        context={"enrolment": str(enrolment.uuid), "reason": enrolment.reason},
    )

"""The statements this component records, and why they are kept."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from certificates.achievements.models import AchievementRule, Evidence
from certificates.achievements.registry import Shown
from certificates.achievements.rules import last_valid_day
from lms.kit.ids import derived
from lms.records.kinds import declare
from lms.records.statements import Statement, Stored
from lms.records.verbs import Verb

OBJECT = "competency"

declare(
    Verb.EARNED,
    OBJECT,
    purpose=_("To show which competencies a person has for their post, and on what evidence."),
    keep_months=600,
)


def earned(*, rule: AchievementRule, cause: Stored, shown: Shown) -> Statement:
    """By `rule`, the course result `cause` earned a competency.

    What rests on no score is no more than a completed course, whatever the rule calls it.
    """
    on = localdate(cause.timestamp)
    until = last_valid_day(on, rule.validity_months)
    return Statement(
        id=derived("earned", cause.id, rule.uuid),
        actor_id=cause.actor_id,
        verb=Verb.EARNED,
        object_kind=OBJECT,
        object_id=rule.competency.uuid,
        timestamp=cause.timestamp,
        result={"success": True},
        context={
            "level": rule.level.number,
            "evidence": rule.evidence if shown.score is not None else Evidence.COURSE.value,
            "trust": shown.trust,
            "course": str(cause.object_id),
            "cause": str(cause.id),
            "rule": str(rule.uuid),
            "earned_on": on.isoformat(),
            "valid_until": until.isoformat() if until else None,
        },
    )

"""From a course result to what it earns, and from what was earned to the award."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from certificates.achievements.models import AchievementRule, Award, Trust
from certificates.achievements.registry import Asked, Shown, decide
from certificates.achievements.statements import earned
from certificates.competencies.models import Competency, Level
from lms.kit.ids import derived
from lms.records.actions import record
from lms.records.statements import Stored


def apply_rules(*, cause: Stored) -> None:
    """Record what a course result earns by the rules that held, and were known, at the time.

    A rule written after the result does not reach back: a replay must decide as then.
    """
    shown = shown_by(cause)
    rules = AchievementRule.objects.on(shown.on).filter(
        course=cause.object_id, created_at__lte=cause.stored
    )
    with transaction.atomic():
        for rule in rules.select_related("competency", "level").order_by("id"):
            asked = Asked(trust=rule.trust, minimum_score=rule.minimum_score)
            if decide(rule.kind, asked, shown):
                record(earned(rule=rule, cause=cause, shown=shown))


def award(*, statement: Stored) -> Award:
    """Write the award that an `earned` statement tells; the same statement writes it once."""
    said = statement.context
    competency = Competency.objects.get(uuid=statement.object_id)
    row, _new = Award.objects.get_or_create(
        source=statement.id,
        defaults={
            "uuid": derived("award", statement.id),
            "created_at": statement.stored,
            "person_id": statement.actor_id,
            "competency": competency,
            "level": Level.objects.get(framework_id=competency.framework_id, number=said["level"]),
            "evidence": said["evidence"],
            "trust": said["trust"],
            "course": UUID(said["course"]),
            "cause": UUID(said["cause"]),
            "earned_on": date.fromisoformat(said["earned_on"]),
            "valid_until": _day(said["valid_until"]),
        },
    )
    return row


def shown_by(cause: Stored) -> Shown:
    """What a course result says to a rule; what does not name its trust is trusted least."""
    trust = cause.context.get("trust")
    scaled = cause.result.get("score", {}).get("scaled")
    return Shown(
        trust=(Trust.SERVER if trust == Trust.SERVER else Trust.CLIENT).value,
        score=None if scaled is None else Decimal(str(scaled)),
        on=localdate(cause.timestamp),
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None

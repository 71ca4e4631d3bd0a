"""Draw lessons, write the review, close."""

from datetime import date

from django.db import transaction

from lms.accounts.models import User
from lms.kit import clock
from lms.kit.text import nfc
from transfer.phases.errors import PhaseClosed, PhaseUnfinished
from transfer.phases.models import LessonLearned, Phase


@transaction.atomic
def draw_lesson(
    *, phase: Phase, text: str, owner: User | None, due_on: date | None
) -> LessonLearned:
    """Write down what an open phase taught; the same words once."""
    _locked(phase)
    lesson, _new = LessonLearned.objects.update_or_create(
        phase=phase, text=nfc(text).strip(), defaults={"owner": owner, "due_on": due_on}
    )
    return lesson


@transaction.atomic
def write_review(*, phase: Phase, review: str) -> Phase:
    """Write the review of an open phase."""
    held = _locked(phase)
    held.review = nfc(review).strip()
    held.save(update_fields=["review"])
    return held


@transaction.atomic
def close_phase(*, phase: Phase) -> Phase:
    """Close a phase whose review is written and whose lessons all have owners; again is a no-op."""
    held = Phase.objects.select_for_update().get(pk=phase.pk)
    if held.closed_at:
        return held
    if not held.review or held.lessons.filter(owner__isnull=True).exists():
        raise PhaseUnfinished
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    return held


def _locked(phase: Phase) -> Phase:
    held = Phase.objects.select_for_update().get(pk=phase.pk)
    if held.closed_at:
        raise PhaseClosed
    return held

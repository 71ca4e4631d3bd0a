"""The gate of a phase."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.transfer import PhaseFactory
from transfer.phases.actions import close_phase, draw_lesson, write_review
from transfer.phases.errors import PhaseClosed, PhaseUnfinished
from transfer.phases.models import LessonLearned

pytestmark = pytest.mark.django_db


def test_a_phase_without_a_review_stays_open() -> None:
    phase = PhaseFactory()

    with pytest.raises(PhaseUnfinished):
        close_phase(phase=phase)

    phase.refresh_from_db()
    assert phase.closed_at is None


def test_a_phase_with_a_lesson_without_owner_stays_open() -> None:
    phase = PhaseFactory(reviewed=True)
    draw_lesson(phase=phase, text="Tập huấn sớm hơn", owner=None, due_on=None)

    with pytest.raises(PhaseUnfinished):
        close_phase(phase=phase)


def test_a_lesson_gets_its_owner_without_being_doubled_and_the_phase_closes_once() -> None:
    phase = PhaseFactory(reviewed=True)
    draw_lesson(phase=phase, text="Tập huấn sớm hơn", owner=None, due_on=None)
    draw_lesson(phase=phase, text="Tập huấn sớm hơn ", owner=UserFactory(), due_on=None)

    first, again = close_phase(phase=phase), close_phase(phase=phase)

    assert LessonLearned.objects.count() == 1
    assert first.closed_at == again.closed_at


def test_a_closed_phase_takes_no_more_words() -> None:
    phase = close_phase(phase=PhaseFactory(reviewed=True))

    with pytest.raises(PhaseClosed):
        write_review(phase=phase, review="Khác")
    with pytest.raises(PhaseClosed):
        draw_lesson(phase=phase, text="Muộn", owner=None, due_on=None)

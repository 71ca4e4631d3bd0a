"""Wagtail's signals, each passed on to an action."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.activities import actions
from courses.catalogue.models import LessonPage, ModulePage


@receiver(page_published, sender=LessonPage)
def lesson_published(instance: LessonPage, **_kwargs: Any) -> None:
    """A lesson went public."""
    actions.publish_lesson(lesson=instance)


@receiver(page_unpublished, sender=LessonPage)
def lesson_unpublished(instance: LessonPage, **_kwargs: Any) -> None:
    """A lesson was taken back."""
    actions.retire_lesson(lesson=instance)


@receiver(post_page_move)
def page_moved(instance: Page, **_kwargs: Any) -> None:
    """A lesson, or a module with its lessons, was moved, perhaps to another course."""
    if isinstance(instance, ModulePage | LessonPage):
        for lesson in LessonPage.objects.live().descendant_of(instance, inclusive=True):
            actions.publish_lesson(lesson=lesson)

"""Wagtail's signals: a page changed, so what is kept about its course is no longer true.

Who has done all that the course still asks for is looked for by an effect, after the change.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.progress.structure import forget
from lms.kit.ids import uuid7
from lms.outbox.actions import enqueue

OURS = (CoursePage, ModulePage, LessonPage)
COURSE_DEPTH = 4


@receiver([page_published, page_unpublished, post_delete])
def page_changed(instance: Any, **_kwargs: Any) -> None:
    """A page of a course was published, taken back or deleted."""
    if isinstance(instance, OURS):
        _forget_at(instance.path)


@receiver(post_page_move)
def page_moved(instance: Page, path_before: str = "", path_after: str = "", **_kwargs: Any) -> None:
    """A page of a course was moved."""
    if isinstance(instance, OURS):
        for path in (path_before, path_after):
            _forget_at(path)


def _forget_at(path: str) -> None:
    above = Page.steplen * COURSE_DEPTH
    for pk in CoursePage.objects.filter(path=path[:above]).values_list("pk", flat=True):
        forget()
        enqueue(kind="progress.recheck", key=f"{pk}:{uuid7()}", payload={"course": pk})

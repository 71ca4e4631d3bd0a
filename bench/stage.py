"""Learners at work, made on a platform of a measurement's own: `python -m bench.stage COUNT FILE`.

Prints as JSON the address of a lesson with one H5P content, the content's activity, and for each
learner the cookies of a session. FILE is a package; without it, one of our own contents.
"""

import io
import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  # needs Django set up
from django.test import Client  # noqa: E402  # as above
from wagtail.models import Page  # noqa: E402  # as above

from courses.activities.actions import publish_lesson  # noqa: E402  # as above
from courses.activities.types.h5p.actions import import_package  # noqa: E402  # as above
from courses.activities.types.h5p.archives import bundled  # noqa: E402  # as above
from courses.activities.types.h5p.models import Package  # noqa: E402  # as above
from courses.catalogue.models import CoursePage, LessonPage  # noqa: E402  # as above
from courses.enrolment.actions import enrol  # noqa: E402  # as above
from lms.accounts.models import User  # noqa: E402  # as above

OWN = "mot-cua-trinh-tu-tiep-nhan"


def lesson_with(package: Package) -> LessonPage:
    """A lesson of the demonstration with one content more."""
    lesson: LessonPage = LessonPage.objects.live().order_by("path")[0]
    value = {"title": "Đo tốc độ", "required": False, "package": package.pk}
    value |= {"pass_percentage": None, "text_alternative": ""}
    body: Any = [{"type": "h5p", "value": value}]
    lesson.body = body
    lesson.save_revision().publish()
    publish_lesson(lesson=lesson)
    return lesson


def session(person: User) -> dict[str, Any]:
    """The cookies of a signed-in person, with a token for what changes something."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    token = f"{person.pk:032d}"
    return {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        settings.CSRF_COOKIE_NAME: token,
    }


def main() -> None:
    """Set the stage."""
    count, path = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    raw = Path(path).read_bytes() if path else bundled.package(OWN)
    package = import_package(file=io.BytesIO(raw), by=None, may_install=True)
    lesson = lesson_with(package)
    course = CoursePage.objects.ancestor_of(lesson).get()
    people = [
        User.objects.create(username=f"bench-{number}", full_name=f"Đo Tốc Độ {number}")
        for number in range(count)
    ]
    for person in people:
        enrol(learner=person, course=course)
    stage = {
        "lesson": f"/learn/{course.slug}/{lesson.slug}/",
        "activity": str(lesson.activities.get(type="h5p", retired_at=None).uuid),
        "csrf": settings.CSRF_COOKIE_NAME,
        "sessions": [session(person) for person in people],
        "pages": Page.objects.count(),
    }
    print(json.dumps(stage))


if __name__ == "__main__":
    main()

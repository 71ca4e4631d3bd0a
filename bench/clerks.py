"""Clerks in the practice system, each with all right steps ahead: `python -m bench.clerks COUNT`.

Prints as JSON, for each, the cookies of a session, the address to which steps are sent, the pages
they lead to, and the forms of the steps.
"""

import json
import sys
import uuid
from typing import Any

import django

django.setup()

from django.urls import reverse  # noqa: E402  # after Django is set up, as what follows
from wagtail.models import Page  # noqa: E402

from bench.stage import session  # noqa: E402
from courses.activities.models import Activity  # noqa: E402
from courses.catalogue.models import (  # noqa: E402
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.enrolment.actions import enrol  # noqa: E402
from labs.simulators.actions.seating import begin  # noqa: E402
from labs.simulators.demonstration import load  # noqa: E402
from labs.simulators.engine import Taken  # noqa: E402
from labs.simulators.models import ScenarioVersion, Sitting  # noqa: E402
from labs.simulators.one_stop.rehearsing import golden  # noqa: E402
from lms.accounts.models import User  # noqa: E402

SLUG = "do-mot-cua"


def simulator() -> Activity:
    """The demonstration's scenario in a course of its own."""
    held = Activity.objects.filter(course__slug=SLUG, type="simulator").first()
    if held is not None:
        return held
    author = person("bench-author")
    scenario = load(author)[0].scenario
    rules = {"pass_percent": 80, "attempts": 0, "redo": True}
    value = {"title": "Đo", "required": True, "intro": "", "scenario": scenario.pk} | rules
    key = uuid.uuid4()
    body = [{"type": "simulator", "id": str(key), "value": value}]
    above: Page = CatalogueIndexPage.objects.get()
    course = CoursePage(title="Khóa đo một cửa", slug=SLUG, summary="Đo thử.")
    for page in (course, ModulePage(title="Học phần đo"), LessonPage(title="Bài đo", body=body)):
        above = above.add_child(instance=page)
        above.save_revision().publish()
    return Activity.objects.get(uuid=key)


def person(username: str) -> User:
    """Somebody of the measurement's own."""
    found, _new = User.objects.get_or_create(
        username=username, defaults={"full_name": f"Đo Tốc Độ {username}"}
    )
    return found


def seated(activity: Activity, learner: User) -> Sitting:
    """A learner at a new run."""
    enrol(learner=learner, course=activity.course)
    return begin(activity=activity, learner=learner, seat="", key=str(uuid.uuid4()))


def right_steps(sitting: Sitting) -> list[Taken]:
    """The faultless trace of this very run."""
    version: ScenarioVersion = sitting.run.version
    return golden(version.content, sitting.run.seed)


def form_of(step: Taken, number: int) -> dict[str, Any]:
    """The step as the page's form sends it."""
    said = {"kind": step.kind, "key": f"bench-{number}", "where": step.data.get("dossier", "")}
    for name, value in step.data.items():
        said[f"{name}[]" if isinstance(value, list) else name] = value
    return said


def main() -> None:
    """Seat them all."""
    activity = simulator()
    clerks = []
    for number in range(int(sys.argv[1])):
        learner = person(f"bench-clerk-{number}")
        sitting = seated(activity, learner)
        forms = [form_of(step, place) for place, step in enumerate(right_steps(sitting))]
        to = reverse("simulators:step", args=[sitting.run.uuid])
        clerks.append({"cookies": session(learner), "to": to, "forms": forms})
    print(json.dumps(clerks))


if __name__ == "__main__":
    main()

"""Learners who answer a quiz over HTTP and insist: run beside a platform that is being killed.

`python -m bench.learners ADDRESS COUNT` lets COUNT people sign in, start, save one answer after
the other and hand in. Each line printed is one thing that the site acknowledged: `ATTEMPT:QUESTION`
for a saved answer, `ATTEMPT` for what was handed in. What fails is sent again under the same key,
as the learner's page does.
"""

import re
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import django

django.setup()

import requests  # noqa: E402  # after Django is set up, as what follows
from django.db import DatabaseError, connection  # noqa: E402
from wagtail.models import Page  # noqa: E402

from courses.activities.models import Activity  # noqa: E402
from courses.catalogue.models import (  # noqa: E402
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.enrolment.actions import enrol  # noqa: E402
from lms.accounts.models import User  # noqa: E402

PASSWORD = "mat-khau-do-thu-2026"  # of a measurement's own people
QUESTIONS, AT_ONCE, PAUSE = 25, 4, 0.05
ATTEMPT = re.compile(r'name="attempt" value="([0-9a-f-]{36})"')


@dataclass(kw_only=True)
class Learner:
    """One browser: its session, and the address of the site."""

    site: str
    person: User
    session: requests.Session = field(default_factory=requests.Session)

    def insist(self, method: str, path: str, **kwargs: Any) -> requests.Response:
        """Send until the site has acknowledged; a lost session is opened again."""
        while True:
            try:
                answer = self._send(method, path, **kwargs)
            except requests.RequestException:
                time.sleep(PAUSE)
                continue
            if answer.status_code == 401 or "/accounts/login/" in answer.url:
                self.sign_in()
            elif answer.status_code < 500:
                answer.raise_for_status()
                return answer
            time.sleep(PAUSE)

    def sign_in(self) -> None:
        """By the form, as people do."""
        while True:
            try:
                self._send("GET", "/accounts/login/")
                said = {"login": self.person.username, "password": PASSWORD}
                answer = self._send("POST", "/accounts/login/", data=said)
            except requests.RequestException:
                time.sleep(PAUSE)
                continue
            if answer.status_code < 500 and "/accounts/login/" not in answer.url:
                return
            time.sleep(PAUSE)

    def _send(self, method: str, path: str, **kwargs: Any) -> requests.Response:
        token = next((one.value for one in self.session.cookies if "csrf" in one.name), "")
        headers = {"X-CSRFToken": str(token), "Referer": f"{self.site}/"}
        return self.session.request(
            method, f"{self.site}{path}", headers=headers, timeout=10, **kwargs
        )


def work(learner: Learner, quiz: Activity) -> Iterator[str]:
    """One attempt, from the start to handing in."""
    to = f"/learn/activities/{quiz.uuid}"
    learner.sign_in()
    learner.insist("POST", f"{to}/start/", json={"key": "start"})
    lesson = f"/learn/{quiz.course.slug}/{quiz.lesson.slug}/"
    found = ATTEMPT.search(learner.insist("GET", lesson).text)
    if found is None:
        raise RuntimeError("The lesson shows no open attempt.")
    attempt = found[1]
    for question in quiz.config["questions"]:
        typed = {f"q-{question['id']}": "ha noi", "typed_at": str(time.time_ns() // 10**6)}
        said = {"attempt": attempt, "key": uuid.uuid4().hex} | typed
        learner.insist("POST", f"{to}/save/", json=said)
        yield f"{attempt}:{question['id']}"
    learner.insist("POST", f"{to}/submit/", json={"attempt": attempt, "key": "submit"})
    yield attempt


def quiz_of_our_own() -> Activity:
    """A published lesson that holds nothing but a quiz, in a course of its own."""
    questions = [
        {
            "type": "short",
            "id": str(uuid.uuid4()),
            "value": {
                "text": f"<p>Câu {number}: thủ đô?</p>",
                "points": 1,
                "accepted": [{"type": "item", "id": str(uuid.uuid4()), "value": "Hà Nội"}],
                "feedback": "",
            },
        }
        for number in range(QUESTIONS)
    ]
    rules = {"pass_mark": 50, "attempts": 0, "shuffle": True, "is_final": False}
    value = {"title": "Bài kiểm tra đo thử", "required": True, "introduction": ""} | rules
    key = uuid.uuid4()
    block = {"type": "quiz", "id": str(key), "value": value | {"questions": questions}}
    above: Page = CatalogueIndexPage.objects.get()
    course = CoursePage(title="Khóa đo thử", slug="do-thu", summary="Đo thử.")
    lesson = LessonPage(title="Bài đo thử", body=[block])
    for page in (course, ModulePage(title="Học phần đo thử"), lesson):
        above = above.add_child(instance=page)
        above.save_revision().publish()
    return Activity.objects.select_related("course", "lesson").get(uuid=key)


def enrolled(count: int, quiz: Activity) -> list[User]:
    """`count` people who take the course and know their password."""
    people = list(User.objects.filter(is_active=True).order_by("-pk")[:count])
    for person in people:
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        enrol(learner=person, course=quiz.course)
    return people


def prepared(count: int) -> tuple[Activity, list[User]]:
    """The quiz and its learners, however often the database dies meanwhile."""
    while True:
        try:
            quiz = (
                Activity.objects.select_related("course", "lesson")
                .filter(course__slug="do-thu")
                .first()
                or quiz_of_our_own()
            )
            return quiz, enrolled(count, quiz)
        except DatabaseError:
            connection.close()
            time.sleep(PAUSE)


def main() -> None:
    """Let them all work, a few at a time."""
    site, count = sys.argv[1], int(sys.argv[2])
    quiz, people = prepared(count)

    def one(person: User) -> None:
        for line in work(Learner(site=site, person=person), quiz):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, people))


if __name__ == "__main__":
    main()

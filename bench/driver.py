"""Writes that insist until they are acknowledged: run beside a platform that is being killed.

`python -m bench.driver statements|awards COUNT` prints one line for each acknowledged write:
its id. A write that fails is sent again with the same id, as a learner's phone would.
"""

import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402  # needs Django set up
from redis.exceptions import RedisError  # noqa: E402  # as above

from certificates.credentials.actions import define  # noqa: E402  # as above
from certificates.credentials.models import DocumentType  # noqa: E402  # as above
from lms.accounts.models import User  # noqa: E402  # as above
from lms.kit.ids import derived  # noqa: E402  # as above
from lms.records import kinds  # noqa: E402  # as above
from lms.records.actions import record  # noqa: E402  # as above
from lms.records.statements import Statement  # noqa: E402  # as above
from lms.records.verbs import Verb  # noqa: E402  # as above

COURSES = [derived("bench", "course", number) for number in range(3)]
PAUSE = 0.05


def statements(count: int) -> Iterator[Statement]:
    """Statements about nothing, by the first person."""
    if not kinds.is_declared(Verb.ANSWERED, "bench"):
        kinds.declare(Verb.ANSWERED, "bench", purpose="Measurement", keep_months=1)
    actor = User.objects.order_by("pk").values_list("pk", flat=True)[0]
    for _ in range(count):
        yield Statement(
            actor_id=actor, verb=Verb.ANSWERED, object_kind="bench", object_id=uuid.uuid4()
        )


def awards(count: int) -> Iterator[Statement]:
    """Course results that each lead to a paper: every person meets every course."""
    kind = DocumentType.objects.filter(enabled=True).order_by("pk")[0]
    for course in COURSES:
        define(document_type=kind, course=course, title="Khóa đo thử", criteria="Đo thử")
    people = list(User.objects.order_by("pk").values_list("pk", flat=True))
    pairs = [(person, course) for course in COURSES for person in people][:count]
    for person, course in pairs:
        yield Statement(
            id=derived(Verb.SATISFIED, course, person),
            actor_id=person,
            verb=Verb.SATISFIED,
            object_kind="course",
            object_id=course,
            result={"completion": True, "success": True},
            context={"trust": "server", "evidence": "test"},
        )


def insist(act: Callable[[], Any]) -> Any:
    """Do it until it is acknowledged."""
    while True:
        try:
            return act()
        except (DatabaseError, RedisError):
            connection.close()
            time.sleep(PAUSE)


def main() -> None:
    """Send, and print what was acknowledged."""
    source, count = {"statements": statements, "awards": awards}[sys.argv[1]], int(sys.argv[2])
    for statement in insist(lambda: list(source(count))):
        insist(partial(record, statement))
        print(statement.id, flush=True)


main()

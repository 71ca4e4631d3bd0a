"""A class is marked again by workers, one killed with -9: nothing is lost, nothing doubled."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from courses.activities.models import Activity
from courses.progress.models import ActivityProgress
from labs.grading.models import Marking, MarkingState
from labs.submissions.actions import start_regrade
from labs.submissions.queries import items_of
from lms.accounts.models import User
from lms.env import BASE_DIR
from lms.kit import clock
from lms.outbox.models import Effect
from lms.records.models import StatementRow
from lms.records.replay import replay
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 5
# The first grading ends, the second has its kernel running when the line below is read.
DRAIN = """
import django
django.setup()
from labs.grading import actions
from lms.outbox.actions import drain
grade = actions._grade
def told(marking):
    print("grading", flush=True)
    report = grade(marking)
    print("graded", flush=True)
    return report
actions._grade = told
drain()
print("nothing left", flush=True)
"""


def taker(environment: dict[str, str], run_as: str) -> subprocess.Popen[bytes]:
    """A process that takes what is due until nothing is."""
    box = {"LAB_RUN_AS": run_as, "LAB_ENV": str(Path(settings.LAB_PYTHON).parent.parent)}
    return subprocess.Popen(
        [sys.executable, "-c", DRAIN],
        cwd=BASE_DIR,
        env=environment | box,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_for(process: subprocess.Popen[bytes], *lines: str) -> None:
    """Read on until these lines came, in this order."""
    assert process.stdout is not None
    for line in lines:
        while (said := process.stdout.readline().decode().strip()) != line:
            assert said, process.stderr.read().decode() if process.stderr else ""


@pytest.fixture
def handed_in(trainer: User) -> Activity:
    """People whose right answer was once given one point of two."""
    lab = make.lab_activity(title="Phép cộng")
    for number in range(PEOPLE):
        content = make.notebook(make.answer(make.SOLVED))
        learner = learner_of(lab, f"Lê Thị {number}")
        made = make.attempt(activity=lab, learner=learner, content=content)
        make.marked(made, make.mark(state="partly", score=1))
    Effect.objects.all().delete()
    return lab


def test_a_killed_worker_loses_no_marking_and_makes_none_twice(
    handed_in: Activity, trainer: User, service_environment: dict[str, str], run_as: str, box: Any
) -> None:
    regrade = start_regrade(activity=handed_in, by=trainer)
    Effect.objects.update(due_at=clock.now())
    first = taker(service_environment, run_as)
    wait_for(first, "grading", "graded", "grading")

    first.kill()
    first.communicate()
    left = regrade.items.waiting().count()
    pair = [taker(service_environment, run_as) for _ in range(2)]
    for one in pair:
        one.communicate(timeout=120)

    assert 0 < left < PEOPLE
    assert [one.returncode for one in pair] == [0, 0]
    changes = [(item.score_before, item.marking.score) for item in items_of(regrade)]
    assert changes == [(1.0, 2.0)] * PEOPLE
    assert Marking.objects.filter(state=MarkingState.DONE).count() == 2 * PEOPLE
    assert StatementRow.objects.filter(verb="scored").count() == 2 * PEOPLE
    assert ActivityProgress.objects.filter(state="passed", score=2.0).count() == PEOPLE
    assert replay(check=True) == []

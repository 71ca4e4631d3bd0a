"""A process killed in the middle of issuing leaves no number taken and none lost."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from certificates.credentials.models import Credential, RegisterCounter
from lms.env import BASE_DIR
from lms.outbox.actions import drain
from lms.outbox.models import Effect
from tests.factories.accounts import UserFactory
from tests.factories.certificates import CredentialDefinitionFactory, satisfied

ISSUE_AND_WAIT = """
import sys, time
import django
django.setup()
from django.db import transaction
from lms.records import kinds
from lms.records.actions import record
from lms.records.statements import Statement
from lms.records.verbs import Verb
with transaction.atomic():
    record(Statement(
        actor_id=int(sys.argv[1]), verb=Verb.SATISFIED, object_kind="course",
        object_id=sys.argv[2], result={"score": {"scaled": 0.8}},
        context={"trust": "server", "evidence": "test"},
    ))
    print("issued, not committed", flush=True)
    time.sleep(60)
"""
DRAIN_AND_STOP = """
import os, signal
import django
django.setup()
from certificates.credentials import actions
from certificates.credentials.models import Artefact
from lms.outbox.actions import drain
create = Artefact.objects.create
def struck(**facts):
    create(**facts)
    os.kill(os.getpid(), signal.SIGKILL)
Artefact.objects.create = struck
drain()
"""


def started(
    environment: dict[str, str], script: str, *arguments: object
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_gives_its_number_back(service_environment: dict[str, str]) -> None:
    definition = CredentialDefinitionFactory()
    people = [UserFactory() for _ in range(3)]
    satisfied(people[0], definition.course)
    process = started(service_environment, ISSUE_AND_WAIT, people[1].pk, definition.course)
    assert process.stdout is not None
    assert process.stdout.readline() == b"issued, not committed\n"

    process.kill()
    process.communicate()
    satisfied(people[2], definition.course)
    satisfied(people[1], definition.course)

    rows = Credential.objects.order_by("number").values_list("number", "holder")
    assert list(rows) == [(1, people[0].pk), (2, people[2].pk), (3, people[1].pk)]
    assert RegisterCounter.objects.get().last == 3


@pytest.mark.django_db(transaction=True)
def test_a_taker_killed_after_making_a_file_loses_none_and_makes_none_twice(
    service_environment: dict[str, str], settings: object
) -> None:
    definition = CredentialDefinitionFactory()
    satisfied(UserFactory(), definition.course)
    process = started({**service_environment, "BADGE_KEY": "11" * 32}, DRAIN_AND_STOP)
    process.communicate(timeout=60)

    left = Effect.objects.waiting().filter(kind__startswith="certificates.").count()
    drain()

    credential = Credential.objects.get()
    assert process.returncode == -signal.SIGKILL
    assert left == 3
    assert sorted(credential.artefacts.values_list("format", flat=True)) == ["badge", "jwt", "pdf"]
    assert Path(credential.artefacts.get(format="pdf").name).name == f"{credential.uuid}.pdf"

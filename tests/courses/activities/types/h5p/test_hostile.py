"""Each hostile file handed in by a trainer, beside a content that learners are using."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation

from courses.activities.models import Activity
from courses.activities.types.h5p import actions
from courses.activities.types.h5p.inspection import inspect
from courses.activities.types.h5p.models import Library, Package, Upload
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.courses.activities.types.h5p.test_answers import answer
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity

pytestmark = pytest.mark.django_db

REFUSED, HELD = Upload.State.REFUSED, Upload.State.DONE
# What becomes of each, and the sentence that says why. The library of `core-api-too-new` asks for
# core 1.19, as real packages do that must play (Blanks 1.14, Drag the Words 1.10): this site has
# 1.28. It does no harm because nobody has approved it; the limit itself is tested elsewhere.
HOSTILE = {
    "broken-h5p-json": (REFUSED, "h5p.json is not valid JSON."),
    "content-only-missing-library": (HELD, "before this content can be played: H5P.Crossword 0.5"),
    "core-api-too-new": (HELD, "before this content can be played: H5P.GreetingCard 1.0."),
    "missing-preloaded-js": (
        REFUSED,
        "The library H5P.GreetingCard 1.0 lacks its file greetingcard.js.",
    ),
    "not-a-zip": (REFUSED, "The file is not a zip archive."),
    "scripted-svg": (HELD, "Left out, because it may not be played here: content/images/xss.svg."),
    "steals-session": (HELD, "before this content can be played: "),
}


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "h5p" / "hostile"


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def used(learner: User) -> Activity:
    made = h5p_activity()
    enrolment(learner, made.course)
    return made


def test_every_hostile_file_has_its_verdict(folder: Path):
    assert {path.stem for path in folder.glob("*.h5p")} == set(HOSTILE)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_does_no_harm_and_what_was_there_stays(
    client: Client, folder: Path, learner: User, used: Activity, name: str
):
    before = Package.objects.get()
    raw = (folder / f"{name}.h5p").read_bytes()
    with translation.override("en"):
        upload = actions.hand_in(
            file=ContentFile(raw, "a.h5p"), name="a.h5p", by=UserFactory(language="en")
        )
        drain()
    upload.refresh_from_db()

    state, sentence = HOSTILE[name]
    assert upload.state == state
    assert sentence in upload.message
    brought = Package.objects.exclude(pk=before.pk)
    assert [(one.is_playable, one.state) for one in brought] == (
        [] if state == REFUSED else [(False, "waiting")]
    )
    assert not Library.objects.installed().exclude(pk__in=before.load_order).exists()
    client.force_login(learner)
    assert client.get(f"/h5p/play/{used.uuid}/").status_code == 200
    assert answer(client, used).json()["score"] == 3


@pytest.mark.parametrize("name", HOSTILE)
def test_check_says_the_same_and_changes_nothing(folder: Path, name: str):
    with translation.override("en"), (folder / f"{name}.h5p").open("rb") as file:
        report = inspect(file, name)

    assert report.accepted is (HOSTILE[name][0] == HELD)
    assert report.reason
    assert Package.objects.count() == Library.objects.count() == 0

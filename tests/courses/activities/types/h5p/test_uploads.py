"""How far an import is, and what becomes of one whose worker is killed."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from playwright.sync_api import Browser, expect

from courses.activities.types.h5p import actions
from courses.activities.types.h5p.importing import Progress, note_progress, progress_of
from courses.activities.types.h5p.models import Package, Upload, root
from courses.activities.types.h5p.queries import recent_uploads
from lms.accounts.models import User
from lms.env import BASE_DIR
from lms.kit import clock
from lms.outbox.actions import drain
from tests.accessibility import open_as
from tests.factories.accounts import UserFactory
from tests.factories.h5p import order_file, package


@pytest.fixture(autouse=True)
def forgotten() -> None:
    cache.clear()


@pytest.fixture
def trainer(db: None) -> User:
    return UserFactory(superuser=True)


def handed_in(trainer: User, raw: bytes = b"") -> Upload:
    return actions.hand_in(file=ContentFile(raw or order_file(), "a.h5p"), name="a.h5p", by=trainer)


def test_progress_grows_to_the_whole_and_counts_every_byte_once(db: None):
    said: list[int] = []

    with_progress = actions.import_package(
        file=ContentFile(order_file()), by=None, may_install=True, told=said.append
    )

    assert with_progress.is_playable
    assert said == sorted(set(said))
    assert (0 < said[0] < 100, said[-1]) == (True, 100)


def test_libraries_that_are_there_already_count_as_looked_at(db: None):
    package(order_file())
    said: list[int] = []

    actions.import_package(
        file=ContentFile(order_file(intro="Hai")), by=None, may_install=True, told=said.append
    )

    assert said[-1] == 100


def test_page_tells_how_far_and_when_nothing_was_heard(trainer: User, client: Client, monkeypatch):
    upload = handed_in(trainer)
    client.force_login(trainer)

    waiting = client.get("/admin/h5p/uploads/").content.decode()
    note_progress(upload, 40)
    running = client.get("/admin/h5p/uploads/").content.decode()
    later = clock.now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    silent = client.get("/admin/h5p/uploads/").content.decode()

    assert "data-waiting" in waiting
    assert "<progress" not in waiting
    assert '<progress max="100" value="40"' in running
    assert "nothing needs to be handed in again" in silent or "không cần nộp lại" in silent


def test_progress_of_what_nobody_has_begun(trainer: User):
    upload = handed_in(trainer)

    assert progress_of(upload) == Progress(percent=None, is_silent=False)
    drain()
    assert [one.progress for one in recent_uploads(trainer)] == [None]


@pytest.mark.django_db(transaction=True)
def test_file_stays_until_the_result_is_certain(trainer: User):
    upload = handed_in(trainer)
    name, storage = upload.file.name, upload.file.storage

    before = storage.exists(name)
    drain()

    assert (before, storage.exists(name)) == (True, False)


def test_file_that_is_gone_is_told_and_not_tried_for_ever(trainer: User):
    upload = handed_in(trainer)
    upload.file.storage.delete(upload.file.name)

    drain()

    upload.refresh_from_db()
    assert upload.state == Upload.State.REFUSED
    assert upload.message


KILLED = """
import os, signal
import django
django.setup()
from courses.activities.types.h5p.archives.reading import Archive
from lms.outbox.actions import drain
passed = Archive.passed
def dies(self, infos):
    passed(self, infos)
    if self._percent >= 50:
        os.kill(os.getpid(), signal.SIGKILL)
Archive.passed = dies
drain()
"""


@pytest.mark.django_db(transaction=True)
def test_import_begins_again_after_its_worker_was_killed(trainer: User, service_environment):
    upload = handed_in(trainer)
    environment = service_environment | {"STATE_DIR": str(root().parent.parent)}

    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=BASE_DIR, env=environment, check=False
    )
    upload.refresh_from_db()
    at = progress_of(upload)
    between = (killed.returncode, upload.state, Package.objects.count())
    drain()

    upload.refresh_from_db()
    assert between == (-9, "queued", 0)
    assert at.percent is not None
    assert at.percent >= 50
    assert upload.state == Upload.State.DONE
    held = Package.objects.get()
    assert held.is_playable
    assert held.folder.is_dir()


@pytest.mark.django_db(transaction=True)
def test_page_in_a_browser_follows_an_import(trainer: User, browser: Browser, live_server):
    upload = handed_in(trainer)
    page = open_as(browser, f"{live_server.url}/admin/h5p/", trainer)
    note_progress(upload, 35)
    bar = page.locator("h5p-uploads progress")
    expect(bar).to_have_attribute("value", "35")
    note_progress(upload, 80)
    expect(bar).to_have_attribute("value", "80")

    drain()

    expect(page.locator("h5p-uploads a")).to_have_text("a.h5p")
    expect(bar).to_have_count(0)
    page.context.close()

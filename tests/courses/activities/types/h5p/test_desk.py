"""The desk in the administration: uploads for trainers, decisions for the centre."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser

from courses.activities.actions import publish_lesson
from courses.activities.types.h5p.archives.reading import Archive
from courses.activities.types.h5p.models import Library, LibraryDecision, Package, Upload
from courses.activities.types.h5p.queries import holdings, uses_of
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.accessibility import faults, open_as
from tests.courses.activities.types.h5p.test_answers import answer
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import dossier_file, h5p_activity, order_file, package

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def admin(client: Client) -> User:
    person = UserFactory(superuser=True, language="en")
    client.force_login(person)
    return person


def test_upload_of_a_trainer_ends_in_a_content_or_a_sentence(client: Client, admin: User):
    for name, raw in (("a.h5p", order_file()), ("b.h5p", b"no zip")):
        client.post("/admin/h5p/", {"file": SimpleUploadedFile(name, raw)})
    drain()

    page = client.get("/admin/h5p/").content.decode()

    assert Package.objects.get().title == "Ba bước"
    assert [(one.name, one.state) for one in Upload.objects.order_by("id")] == [
        ("a.h5p", "done"),
        ("b.h5p", "refused"),
    ]
    assert Upload.objects.get(name="b.h5p").message in page


def test_contents_ask_the_same_of_the_database_for_one_and_three(
    client: Client, admin: User, django_assert_num_queries: Any
):
    def queries() -> int:
        with django_assert_num_queries(13, exact=False) as held:
            client.get("/admin/h5p/")
        return len(held)

    package(order_file())
    client.get("/admin/h5p/")
    one = queries()
    package(order_file(intro="Hai"))
    package(order_file(intro="Ba"))

    assert queries() == one


def test_content_page_tells_who_is_on_which_version(client: Client, admin: User):
    first, second = package(order_file()), package(dossier_file())
    activity = h5p_activity(first)
    learner = UserFactory()
    enrolment(learner, activity.course)
    student = Client()
    student.force_login(learner)
    answer(student, activity)

    lesson = activity.lesson
    lesson.body[0].value["package"] = second
    lesson.save_revision().publish()
    publish_lesson(lesson=lesson)

    assert [(one.is_current, one.learners) for one in uses_of(first)] == [(False, 1)]
    assert [(one.is_current, one.learners) for one in uses_of(second)] == [(True, 0)]
    assert answer(student, activity, response="1[,]0[,]2", raw=1).status_code == 200
    assert client.get(f"/admin/h5p/{first.uuid}/").status_code == 200


def test_downloaded_content_is_a_package_that_can_be_imported(client: Client, admin: User):
    held = package(order_file())

    response = client.get(f"/admin/h5p/{held.uuid}/download/")

    found = Archive(io.BytesIO(response.content)).inspect()
    assert found.parameters == held.parameters
    assert sorted(map(str, found.libraries)) == ["H5P.ProcedureOrder 1.0", "H5P.TaskFrame 1.0"]
    assert response["Content-Disposition"] == 'attachment; filename="ba-buoc.h5p"'


def test_library_is_installed_and_disabled_with_a_reason(client: Client, admin: User):
    held = package(order_file(), may_install=False)
    for library in Library.objects.held():
        reason = {"state": "installed", "reason": "Đã xem"}
        client.post(f"/admin/h5p/libraries/{library.uuid}/", reason)
    held.refresh_from_db()
    page = client.get("/admin/h5p/libraries/").content.decode()

    assert held.state == "ready"
    assert LibraryDecision.objects.filter(decided_by=admin, reason="Đã xem").count() == 2
    told = page.replace("</code><wbr><code>", "")
    assert all(one.sha256 in told for one in Library.objects.all())


def test_decision_without_a_reason_changes_nothing(client: Client, admin: User):
    package(order_file(), may_install=False)
    library = Library.objects.held().first()

    client.post(f"/admin/h5p/libraries/{library.uuid}/", {"state": "installed", "reason": ""})

    library.refresh_from_db()
    assert library.state == "held"


@pytest.mark.parametrize("address", ["", "libraries/", "{0}/", "{0}/download/"])
def test_desk_is_not_there_for_learners(client: Client, address: str):
    held = package()
    client.force_login(UserFactory())

    response = client.get(f"/admin/h5p/{address.format(held.uuid)}")

    assert response.status_code in {302, 404}
    assert "Ba bước" not in response.content.decode()


def test_preview_keeps_nothing_and_is_for_trainers(client: Client, admin: User):
    held = package()

    page = client.get(f"/h5p/preview/{held.uuid}/")
    learner = Client()
    learner.force_login(UserFactory())

    assert page.status_code == 200
    assert "sandbox allow-scripts" in page["Content-Security-Policy"]
    assert learner.get(f"/h5p/preview/{held.uuid}/").status_code == 404


def test_library_tells_which_contents_and_lessons_stop_with_it(client: Client, admin: User):
    used, unused = package(order_file()), package(order_file(intro="Hai"))
    h5p_activity(used)
    other = package(dossier_file())
    frame = Library.objects.get(machine_name="H5P.TaskFrame")
    order = Library.objects.get(machine_name="H5P.ProcedureOrder")

    told = {one.library: one for one in holdings([frame, order])}
    page = client.get("/admin/h5p/libraries/").content.decode()

    assert {one.pk for one in told[order].packages} == {used.pk, unused.pk}
    assert {one.pk for one in told[frame].packages} == {used.pk, unused.pk, other.pk}
    assert (told[order].lessons, told[frame].lessons) == (1, 1)
    assert "Khi ngừng dùng, 2 nội dung trong 1 bài học sẽ tạm dừng" in page
    assert f'href="/admin/h5p/{other.uuid}/"' in page


def test_disabled_library_is_explained_to_learners_and_nothing_recorded_is_lost(
    client: Client, admin: User
):
    activity = h5p_activity()
    learner = UserFactory(language="en")
    enrolment(learner, activity.course)
    student = Client()
    student.force_login(learner)
    answer(student, activity)
    library = Library.objects.get(machine_name="H5P.ProcedureOrder")
    address = f"/learn/{activity.course.slug}/{activity.lesson.slug}/"

    def decided(state: str) -> str:
        sent = {"state": state, "reason": "Có lỗi"}
        client.post(f"/admin/h5p/libraries/{library.uuid}/", sent)
        return student.get(address).content.decode()

    stopped, again = decided("disabled"), decided("installed")

    assert "<iframe" not in stopped
    assert "thư viện cần dùng chưa được phê duyệt" in stopped
    assert "<iframe" in again
    held = ActivityProgress.objects.get(learner=learner, activity=activity)
    assert (held.state, held.score) == ("completed", 3)
    decisions = library.decisions.values_list("state", "decided_by", "reason")
    assert list(decisions)[:2] == [
        ("installed", admin.pk, "Có lỗi"),
        ("disabled", admin.pk, "Có lỗi"),
    ]


def test_libraries_ask_the_same_of_the_database_for_one_and_three(
    client: Client, admin: User, django_assert_num_queries: Any
):
    package(order_file())
    client.get("/admin/h5p/libraries/")
    with django_assert_num_queries(14):
        client.get("/admin/h5p/libraries/")

    package(dossier_file())
    package(order_file(intro="Ba"))
    with django_assert_num_queries(14):
        client.get("/admin/h5p/libraries/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_desk_fits_its_width(browser: Browser, live_server, width: int):
    admin = UserFactory(superuser=True)
    package(order_file())
    package(dossier_file(), may_install=False)
    for address in ("/admin/h5p/", "/admin/h5p/libraries/"):
        page = open_as(browser, f"{live_server.url}{address}", admin, width=width)
        for details in page.locator("main details summary").all():
            details.click()
        found = [one for one in faults(page) if "scrolls" in one or "label" in one]
        page.context.close()

        assert found == []

"""The player's page and the files it loads."""

import json

import pytest
from django.test import Client

from courses.activities.models import Activity
from courses.activities.types.h5p.actions import decide
from courses.activities.types.h5p.archives import vectors
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.playing import bundles, overlay, tokens
from courses.activities.types.h5p.queries import libraries_of
from tests.courses.activities.types.h5p.test_answers import send
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity, package

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(client: Client) -> Activity:
    learner = UserFactory(full_name="Trần Thị Bí Mật", email="bi.mat@example.vn")
    client.force_login(learner)
    made = h5p_activity()
    enrolment(learner, made.course)
    return made


def played(client: Client, activity: Activity) -> tuple[str, dict]:
    html = client.get(f"/h5p/play/{activity.uuid}/").content.decode()
    raw = html.partition('class="xblock-args">')[2].partition("</script>")[0]
    return html, json.loads(raw)["integration"]


def test_page_is_sandboxed_and_knows_no_name(client: Client, activity: Activity):
    response = client.get(f"/h5p/play/{activity.uuid}/")

    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'; ")
    assert "allow-same-origin" not in policy
    assert "script-src http://testserver/h5p/ " in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "frame-ancestors http://testserver" in policy
    assert response["Cache-Control"] == "no-store"
    body = response.content.decode()
    assert "Bí Mật" not in body
    assert "bi.mat" not in body


def test_page_loads_one_script_and_one_style_for_all_libraries(client: Client, activity):
    html, _integration = played(client, activity)

    assert html.count("<script src=") == 3
    assert html.count('rel="stylesheet"') == 3


def test_state_is_an_empty_object_until_something_is_saved(client: Client, activity):
    before = played(client, activity)[1]["contents"]["cid-1"]["contentUserData"]
    send(client, activity, "state", {"kind": "state", "sub_id": "0", "value": '{"a":1}'})
    after = played(client, activity)[1]["contents"]["cid-1"]["contentUserData"]

    assert (before, after) == ({"0": {"state": "{}"}}, {"0": {"state": '{"a":1}'}})


def test_page_is_not_there_for_those_who_are_not_enrolled(client: Client, activity: Activity):
    stranger = Client()
    stranger.force_login(UserFactory())

    assert stranger.get(f"/h5p/play/{activity.uuid}/").status_code == 404
    assert Client().get(f"/h5p/play/{activity.uuid}/").status_code == 302


def test_page_is_not_there_when_a_library_was_disabled(client: Client, activity: Activity):
    library = Library.objects.get(machine_name="H5P.TaskFrame")
    decide(library=library, state="disabled", by=UserFactory(), reason="Lỗi")

    assert client.get(f"/h5p/play/{activity.uuid}/").status_code == 404


@pytest.fixture
def medium(client: Client) -> tuple[Package, str]:
    held = package()
    held.folder.mkdir(parents=True, exist_ok=True)
    (held.folder / "a.mp4").write_bytes(b"0123456789")
    (held.folder / "b.svg").write_text("<svg/>")
    return held, f"/h5p/contents/{tokens.sign(held.uuid)}/a.mp4"


@pytest.mark.parametrize(
    ("asked", "status", "body", "told"),
    [
        ("bytes=2-5", 206, b"2345", "bytes 2-5/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=50-60", 416, b"", "bytes */10"),
        ("", 200, b"0123456789", None),
    ],
)
def test_media_are_served_in_parts(client: Client, medium, asked, status, body, told):
    response = client.get(medium[1], headers={"Range": asked} if asked else {})

    assert response.status_code == status
    assert b"".join(response) == body
    assert response.get("Content-Range") == told
    assert response["Accept-Ranges"] == "bytes"


def test_media_need_no_session_and_cannot_act_as_a_page(medium):
    response = Client().get(medium[1].replace("a.mp4", "b.svg"))

    assert b"".join(response) == b"<svg/>"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert not response.cookies
    assert Client().options(medium[1]).status_code == 204


def test_media_are_not_there_under_a_wrong_or_old_token(medium, monkeypatch):
    held, address = medium
    other = address.replace("/h5p/contents/", "/h5p/contents/x")
    escaped = address.replace("a.mp4", "../../../secrets")
    monkeypatch.setattr(tokens, "PERIOD", -1)
    old = f"/h5p/contents/{tokens.sign(held.uuid)}/a.mp4"

    assert [Client().get(one).status_code for one in (other, escaped, old)] == [404, 404, 404]


def test_library_files_are_public_under_an_address_that_holds_their_digest(activity):
    library = Library.objects.get(machine_name="H5P.TaskFrame")
    address = f"/h5p/libraries/{library.folder_name}/scripts/task-frame.js"

    assert b"H5P.TaskFrame" in b"".join(Client().get(address))
    wrong = address.replace(library.sha256[:12], "0" * 12)
    assert Client().get(wrong).status_code == 404
    above = address.replace("scripts/task-frame.js", "../../../x")
    assert Client().get(above).status_code == 404


def test_styles_point_at_the_folder_of_their_library(activity, tmp_path):
    library = Library.objects.get(machine_name="H5P.TaskFrame")
    (library.folder / "styles" / "task-frame.css").write_text(
        "@charset 'utf-8'; a{background:url(../images/a.png)} b{background:url('data:x')}"
    )
    library.sha256 = "f" * 64
    moved = library.folder
    Library.objects.get(machine_name="H5P.TaskFrame").folder.rename(moved)

    key = bundles.write([library])

    text = bundles.path_of(key, "css").read_text()
    assert f'url("/h5p/libraries/{library.folder_name}/images/a.png")' in text
    assert "url('data:x')" in text
    assert "@charset" not in text


def test_bundle_keeps_strict_mode_of_one_file_from_the_others(activity):
    held = Package.objects.get(uuid=activity.config["package"])

    text = bundles.path_of(bundles.write(libraries_of(held)), "js").read_text()

    assert text.startswith(";")
    assert text.index("H5P.TaskFrame = ") < text.index("H5P.ProcedureOrder = ")


def test_overlay_translates_known_words_and_never_the_authors():
    params = {"UI": {"checkAnswerButton": "Check"}, "question": "Check", "list": ["Check"]}

    assert overlay.translate(params, language="vi") == {
        "UI": {"checkAnswerButton": "Kiểm tra"},
        "question": "Check",
        "list": ["Check"],
    }
    assert overlay.translate(params, language="en") == params


@pytest.mark.parametrize(
    ("drawing", "scripted"),
    [
        (b"<svg><path d='M0 0'/></svg>", False),
        (b"<svg><script>x</script></svg>", True),
        (b"<svg onload='x'/>", True),
        (b"<svg><a href='javascript:x'/></svg>", True),
        (b"<svg><image href='https://x/y'/></svg>", True),
        (b"<svg><foreignObject/></svg>", True),
        (b"<svg><style>@import 'x'</style></svg>", True),
        ("<svg><script>".encode("utf-16"), True),
    ],
)
def test_drawings_with_anything_that_runs_or_fetches_are_known(drawing: bytes, scripted: bool):
    assert vectors.is_scripted(drawing) is scripted

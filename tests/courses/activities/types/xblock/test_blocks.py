"""Blocks of others over the real addresses: what is counted, and what is refused."""

import json
import logging
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import translation
from xblock.plugin import PluginMissingError

from courses.activities import registry
from courses.activities.models import Activity, Participation
from courses.activities.types.xblock import allowed, tokens
from courses.activities.types.xblock.models import FieldRow
from courses.activities.types.xblock.runtime import LearnerRuntime
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from lms.records.models import StatementRow
from lms.records.replay import replay
from tests.factories.accounts import UserFactory
from tests.factories.activities import drag_value, entries, poll_value, thing, zone
from tests.factories.courses import activity, enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return UserFactory(full_name="Trần Thị Bí Mật")


@pytest.fixture
def poll(learner: User) -> Activity:
    made = activity("poll", **poll_value())
    enrolment(learner, made.course)
    return made


@pytest.fixture
def drag(learner: User) -> Activity:
    made = activity("drag_and_drop", **drag_value())
    enrolment(learner, made.course)
    return made


def signed(person: User, made: Activity, handler: str) -> str:
    token = tokens.sign(person=person.uuid, activity=made.uuid, handler=handler)
    return f"/xblock/signed/{token}/"


def call(person: User, made: Activity, handler: str, data: Any = None) -> Any:
    """As a page of a block calls: JSON that says it is a form, without cookies."""
    body = data if isinstance(data, str) else json.dumps(data or {})
    kind = "application/x-www-form-urlencoded; charset=UTF-8"
    return Client(enforce_csrf_checks=True).post(signed(person, made, handler), body, kind)


def recorded() -> list[tuple[str, Any]]:
    rows = StatementRow.objects.filter(object_kind="activity").order_by("stored", "id")
    return [(row.verb, row.result.get("score", {}).get("raw")) for row in rows]


def test_vote_is_counted_and_completes(learner: User, poll: Activity):
    response = call(learner, poll, "vote", {"choice": "a1"})

    assert response.json()["success"] is True
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert dict(recorded()) == {"completed": None, "interacted": None}
    held = ActivityProgress.objects.get(learner=learner, activity=poll)
    assert (held.state, held.rule_met) == ("completed", True)


def test_second_vote_changes_nothing(learner: User, poll: Activity):
    call(learner, poll, "vote", {"choice": "a1"})
    before = list(FieldRow.objects.order_by("pk").values_list("scope", "data"))

    with translation.override("vi"):
        again = call(learner, poll, "vote", {"choice": "a2"})

    assert again.json() == {"success": False, "errors": ["Anh/chị đã bình chọn."]}
    assert list(FieldRow.objects.order_by("pk").values_list("scope", "data")) == before


@pytest.mark.django_db(transaction=True)
def test_fifty_votes_at_once_lose_nothing(poll: Activity):
    people = [UserFactory() for _n in range(50)]
    for person in people:
        enrolment(person, poll.course)
    start, answers = threading.Barrier(50), []

    def vote(number: int) -> None:
        start.wait()
        try:
            answer = call(people[number], poll, "vote", {"choice": f"a{number % 2 + 1}"})
            answers.append(answer.json()["success"])
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [True] * 50
    shared = FieldRow.objects.get(scope="user_state_summary")
    assert shared.data["tally"] == {"a1": 25, "a2": 25}
    assert ActivityProgress.objects.filter(activity=poll, state="completed").count() == 50


def test_points_come_from_where_things_were_put(learner: User, drag: Activity):
    wrong = call(learner, drag, "drop_item", {"val": 0, "zone": "zone-1"})
    right = call(learner, drag, "drop_item", {"val": 0, "zone": "zone-0"})

    assert (wrong.json()["correct"], right.json()["correct"]) == (False, True)
    assert [one for one in recorded() if one[0] == "scored"] == [("scored", 1), ("scored", 2)]
    held = ActivityProgress.objects.get(learner=learner, activity=drag)
    assert (held.state, held.score, held.max_score) == ("in_progress", 2, 3)
    assert replay(check=True) == []


def test_page_hides_right_answers_and_names(client: Client, learner: User, drag: Activity):
    client.force_login(learner)

    response = client.get(f"/xblock/play/{drag.uuid}/")

    html = response.content.decode()
    assert "Bí Mật" not in html
    given = json.loads(html.partition('class="xblock-args">')[2].partition("</script>")[0])
    assert [sorted(one) for one in given["items"]] == [
        ["displayName", "expandedImageURL", "id", "imageURL"]
    ] * 3
    assert "Anh/chị đã xếp đúng." not in html
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'; script-src ")
    assert "allow-same-origin" not in policy
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert "connect-src http://testserver/xblock/signed/; " in policy


def test_opening_and_reading_begin_nothing(client: Client, learner: User, drag: Activity):
    client.force_login(learner)

    client.get(f"/xblock/play/{drag.uuid}/")
    state = Client().get(signed(learner, drag, "student_view_user_state"))

    assert state.json()["items"] == {}
    assert not Participation.objects.exists()
    assert not FieldRow.objects.exists()
    assert recorded() == []


def test_page_is_not_there_for_others(client: Client, drag: Activity):
    assert client.get(f"/xblock/play/{drag.uuid}/").status_code == 302
    client.force_login(UserFactory())
    assert client.get(f"/xblock/play/{drag.uuid}/").status_code == 404


FORGED = {"event_type": "grade", "value": 1, "max_value": 1}


def test_points_that_a_page_publishes_are_answered_and_dropped(learner: User, drag: Activity):
    for forged in (FORGED, FORGED | {"value": 999}, {"event_type": "completion", "completion": 1}):
        assert call(learner, drag, "publish_event", forged).json() == {}

    assert recorded() == []
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    "handler",
    ["studio_submit", "publish_event", "csv_export", "load_answers", "student_view", "nothing"],
)
def test_handlers_of_authors_do_not_exist_for_learners(
    client: Client, learner: User, poll: Activity, handler: str
):
    data = {"question": "Của tôi", "answers": [], "max_submissions": 9} | FORGED
    client.force_login(learner)

    with_token = call(learner, poll, handler, data)
    with_session = client.post(
        f"/xblock/{poll.uuid}/{handler}/", json.dumps(data), content_type="application/json"
    )

    assert (with_token.status_code, with_session.status_code) == (404, 404)
    assert recorded() == []
    assert not FieldRow.objects.exists()


@pytest.mark.parametrize(
    ("handler", "body"),
    [
        ("drop_item", '{"val": NaN, "zone": "zone-0"}'),
        ("drop_item", '{"val": 0}'),
        ("drop_item", '{"val": 77, "zone": "zone-0"}'),
        ("drop_item", '{"val": 0, "zone": "nowhere"}'),
        ("drop_item", "[]"),
        ("drop_item", "val=0&zone=zone-0"),
        ("drop_item", '"' + "x" * 600_000 + '"'),
        ("do_attempt", "{}"),
        ("show_answer", "{}"),
    ],
)
def test_nonsense_is_refused_without_an_error_of_the_server(
    learner: User, drag: Activity, handler: str, body: str, caplog
):
    with caplog.at_level(logging.WARNING):
        response = call(learner, drag, handler, body)

    assert response.status_code == 400
    assert "scored" not in dict(recorded())
    assert not FieldRow.objects.exists()


@pytest.mark.parametrize("choice", [["a1"], {}, None, "a9", 1])
def test_vote_for_what_is_not_there_is_not_counted(learner: User, poll: Activity, choice: Any):
    response = call(learner, poll, "vote", {"choice": choice})

    assert response.status_code == 400 or response.json()["success"] is False
    assert recorded() == []
    assert not FieldRow.objects.filter(data__has_key="tally").exists()


def test_results_that_the_author_hides_are_not_given(learner: User):
    made = activity("poll", **poll_value(hides_results=True))
    enrolment(learner, made.course)
    call(learner, made, "vote", {"choice": "a1"})

    response = call(learner, made, "get_results")

    assert response.status_code == 400
    assert "tally" not in response.json()


def test_address_of_another_learner_counts_for_that_learner_alone(learner: User, poll: Activity):
    stranger = UserFactory()

    assert call(stranger, poll, "vote", {"choice": "a1"}).status_code == 404
    assert Client().get(signed(stranger, poll, "student_voted")).status_code == 404
    assert recorded() == []


@pytest.mark.parametrize("changed", ["person", "handler", "time", "text"])
def test_address_that_is_not_signed_for_this_is_refused(
    learner: User, poll: Activity, changed: str, monkeypatch
):
    address = signed(learner, poll, "vote")
    if changed == "person":
        User.objects.filter(pk=learner.pk).update(is_active=False)
    if changed == "handler":
        address = signed(learner, poll, "studio_submit")
    if changed == "time":
        monkeypatch.setattr(tokens, "MAX_AGE", -1)
    if changed == "text":
        address = address.replace("/signed/", "/signed/x")

    response = Client().post(address, '{"choice": "a1"}', content_type="application/json")

    assert response.status_code == 404
    assert response.json()["error"]
    assert recorded() == []


def test_refusal_is_logged_without_what_was_sent(learner: User, drag: Activity, caplog):
    with caplog.at_level(logging.WARNING, logger="courses.activities.types.xblock"):
        call(learner, drag, "drop_item", {"val": "bí mật"})

    assert any("refused" in one.message for one in caplog.records)
    assert "bí mật" not in caplog.text


def test_reader_may_ask_beforehand(learner: User, drag: Activity):
    response = Client().options(signed(learner, drag, "drop_item"))

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("poll/public/js/vendor/handlebars.js", 200),
        ("drag-and-drop-v2/public/css/drag_and_drop.css", 200),
        ("poll/public/html/poll.html", 404),
        ("poll/public/../poll.py", 404),
        ("poll/poll.py", 404),
        ("acid/public/x.js", 404),
    ],
)
def test_resources_are_scripts_styles_and_pictures_of_listed_blocks(path: str, status: int):
    response = Client().get(f"/xblock/resources/{path}")

    assert response.status_code == status
    if status == 200:
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_words_of_blocks_are_vietnamese_and_of_this_process_alone(learner: User, drag: Activity):
    runtime = LearnerRuntime(registry.get("drag_and_drop").usage_of(drag), learner)
    service = runtime.block().i18n_service

    with translation.override("vi"):
        assert service.gettext("Max number of attempts reached") == "Đã hết lượt làm bài"
        one, many = "Misplaced {misplaced_count} item", "Misplaced {misplaced_count} items"
        assert service.ngettext(one, many, 2) == "{misplaced_count} mục sai chỗ"


def cleaned(**fields: Any) -> Any:
    block = registry.get("drag_and_drop").block
    return block.clean(block.to_python({"title": "Kéo thả", "required": True} | fields))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"picture_alt": ""}, "picture_alt"),
        ({"picture": None}, "picture"),
        ({"zones": []}, "zones"),
        ({"zones": entries(zone("Một"), zone("MỘT", left=50))}, "zones"),
        ({"zones": entries(zone("Tiếp nhận", left=70), zone("Trả kết quả", left=0))}, "zones"),
        ({"items": entries(thing("Tờ khai", "Không có"))}, "items"),
        ({"items": entries(thing("Tờ khai", ""))}, "items"),
        ({"pass_percentage": 0}, "pass_percentage"),
    ],
)
def test_author_is_told_what_is_missing(fields: dict[str, Any], field: str):
    with pytest.raises(ValidationError) as caught:
        cleaned(**(drag_value() | fields))

    assert list(caught.value.block_errors) == [field]


def test_authors_words_are_text_and_not_markup(learner: User):
    things = entries(thing("<img src=x onerror=alert(1)>", "Tiếp nhận", wrong="<b>"))
    made = activity("drag_and_drop", **drag_value(items=things))
    enrolment(learner, made.course)
    client = Client()
    client.force_login(learner)

    html = client.get(f"/xblock/play/{made.uuid}/").content.decode()

    assert "<img src=x" not in html
    assert "\\u0026lt;img src=x onerror=alert(1)\\u0026gt;" in html


def test_without_the_optional_part_a_lesson_says_so(
    client: Client, learner: User, poll, monkeypatch
):
    def missing(name: str) -> None:
        raise PluginMissingError(name)

    allowed._installed.cache_clear()
    monkeypatch.setattr(allowed.XBlock, "load_class", missing)
    client.force_login(learner)

    page = client.get(f"/learn/{poll.course.slug}/{poll.lesson.slug}/").content.decode()
    frame = client.get(f"/xblock/play/{poll.uuid}/")
    vote = call(learner, poll, "vote", {"choice": "a1"})

    assert "một phần bổ sung của hệ thống chưa được cài" in page
    assert "<iframe" not in page
    assert (frame.status_code, vote.status_code) == (404, 404)
    block = registry.get("poll").block
    with pytest.raises(ValidationError, match="EXTRAS=xblocks"):
        block.clean(block.to_python({"title": "Bình chọn", "required": True} | poll_value()))
    allowed._installed.cache_clear()

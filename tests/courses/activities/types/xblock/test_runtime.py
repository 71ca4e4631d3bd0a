"""The runtime: scopes, locks, allow-lists, events, addresses, escaping."""

import json
import threading
from uuid import UUID, uuid4

import pytest
import webob
from django.db import connection
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Dict, Integer, Scope, String

from courses.activities.types.xblock import allowed, tokens, web
from courses.activities.types.xblock.errors import (
    BlockNotAllowed,
    CallRefused,
    GradeRefused,
    HandlerUnknown,
    TokenRefused,
)
from courses.activities.types.xblock.models import FieldRow
from courses.activities.types.xblock.runtime import LearnerRuntime, handle, render
from courses.activities.types.xblock.usages import Usage, UsageKey
from tests.factories.accounts import UserFactory


@XBlock.wants("user")
class TallyBlock(XBlock):
    """Votes: one field of everybody, some of one person, some of the author."""

    tally = Integer(default=0, scope=Scope.user_state_summary)
    mine = Integer(default=0, scope=Scope.user_state)
    liked = String(default="", scope=Scope.preferences)
    known = Dict(default={}, scope=Scope.user_info)
    title = String(default="Bình chọn", scope=Scope.settings)
    text = String(default="", scope=Scope.content)

    @XBlock.json_handler
    def vote(self, data, suffix=""):
        self.tally += 1
        self.mine += 1
        self.liked = data.get("liked", "")
        self.known = {"votes": self.mine}
        return {"tally": self.tally}

    @XBlock.json_handler
    def grade(self, data, suffix=""):
        self.runtime.publish(self, "grade", data)
        return {}

    @XBlock.json_handler
    def secret(self, data, suffix=""):
        return {}

    @XBlock.handler
    def sets_a_cookie(self, request, suffix=""):
        response = webob.Response("ok")
        response.set_cookie("lms_session", "stolen")
        return response

    @XBlock.json_handler
    def rewrite(self, data, suffix=""):
        self.title = "Của tôi"
        return {}

    def student_view(self, context=None):
        user = self.runtime.service(self, "user").get_current_user()
        fragment = Fragment("<p>Bình chọn</p>")
        fragment.initialize_js("Tally", json_args={"name": user.full_name, "text": self.text})
        return fragment


HANDLERS = frozenset(("vote", "grade", "sets_a_cookie", "rewrite"))


@pytest.fixture(autouse=True)
def tally_is_allowed(monkeypatch) -> None:
    monkeypatch.setattr(allowed, "_allowed", dict(allowed._allowed))
    allowed.allow("tally", handlers=HANDLERS, block=TallyBlock)


def usage(**parts) -> Usage:
    fields = {"block_type": "tally", "activity": UUID(int=7), "version": "1"} | parts
    return Usage(**fields)


def call(person, handler: str = "vote", data=None, of: Usage | None = None):
    return handle(
        usage=of or usage(), person=person, handler=handler, request=web.json_call(data or {})
    )


@pytest.mark.django_db
def test_each_scope_has_one_row_for_its_target():
    person = UserFactory()

    call(person, data={"liked": "cờ"})

    rows = FieldRow.objects.order_by("scope").values_list("scope", "target", "person", "data")
    key = str(usage().key)
    assert list(rows) == [
        ("preferences", "tally", person.pk, {"liked": "cờ"}),
        ("user_info", "", person.pk, {"known": {"votes": 1}}),
        ("user_state", key, person.pk, {"mine": 1}),
        ("user_state_summary", key, None, {"tally": 1}),
    ]


@pytest.mark.django_db
def test_state_of_one_person_or_version_is_not_that_of_another():
    first, second = UserFactory(), UserFactory()

    call(first)
    call(first)
    call(second)
    call(first, of=usage(version="2"))

    found = FieldRow.objects.filter(scope="user_state").order_by("id")
    assert [(row.person_id, row.data["mine"]) for row in found] == [
        (first.pk, 2),
        (second.pk, 1),
        (first.pk, 1),
    ]
    shared = FieldRow.objects.get(scope="user_state_summary", target=usage().key)
    assert shared.data == {"tally": 3}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [20, 50])
def test_concurrent_writes_to_a_shared_field_lose_nothing(count: int):
    people = [UserFactory() for _n in range(5)]
    start = threading.Barrier(count)

    def vote(number: int) -> None:
        start.wait()
        try:
            call(people[number % 5])
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    shared = FieldRow.objects.get(scope="user_state_summary")
    assert shared.data["tally"] == count
    mine = FieldRow.objects.filter(scope="user_state")
    assert sum(row.data["mine"] for row in mine) == count


@pytest.mark.django_db
def test_authored_values_come_first_and_a_call_cannot_change_them():
    person = UserFactory()
    authored = usage(authored={"title": "Tên của giảng viên"})

    call(person, "rewrite", of=authored)

    assert LearnerRuntime(authored, person).block().title == "Tên của giảng viên"
    assert not FieldRow.objects.filter(scope="settings").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("handler", ["secret", "student_view", "nothing", "save"])
def test_handlers_off_the_list_do_not_exist(handler: str):
    with pytest.raises(HandlerUnknown):
        call(UserFactory(), handler)


@pytest.mark.django_db
def test_installed_block_types_off_the_list_do_not_run():
    with pytest.raises(BlockNotAllowed):
        call(UserFactory(), of=usage(block_type="acid"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "points",
    [
        {"value": float("inf"), "max_value": 1},
        {"value": -1, "max_value": 1},
        {"value": 2, "max_value": 1},
        {"value": 0, "max_value": 0},
        {"value": "1", "max_value": 1},
        {"value": True, "max_value": 1},
        {"value": None, "max_value": 1},
        {},
    ],
)
def test_impossible_points_are_refused_and_nothing_is_kept(points: dict):
    runtime = LearnerRuntime(usage(), UserFactory())

    with pytest.raises(GradeRefused):
        runtime.publish(runtime.block(), "grade", points)
    assert runtime.events == []


@pytest.mark.django_db
def test_points_are_heard_as_an_event():
    handled = call(UserFactory(), "grade", {"value": 1, "max_value": 2})

    assert [(one.kind, dict(one.data)) for one in handled.events] == [
        ("grade", {"value": 1.0, "max_value": 2.0})
    ]


@pytest.mark.django_db
def test_page_hides_the_name_and_cannot_be_closed_by_a_value():
    person = UserFactory(full_name="Trần Thị Bí Mật")

    html = render(usage=usage(authored={"text": "</script><b>"}), person=person).body_html()

    assert "Bí Mật" not in html
    assert "</script><b>" not in html
    arguments = html.partition('class="xblock-args">')[2].partition("</script>")[0]
    assert json.loads(arguments)["text"] == "</script><b>"


@pytest.mark.django_db
def test_answer_of_a_block_sets_no_cookie():
    handled = call(UserFactory(), "sets_a_cookie")

    response = web.to_django(handled.response)
    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies
    assert "Set-Cookie" not in response


@pytest.mark.django_db
def test_addresses_of_handlers_are_of_this_site_and_signed_for_outsiders(client):
    person = UserFactory()
    runtime = LearnerRuntime(usage(), person)
    block = runtime.block()

    own = runtime.handler_url(block, "vote", query="a=1")
    outside = runtime.handler_url(block, "vote", thirdparty=True)

    assert own == f"/xblock/{UUID(int=7)}/vote/?a=1"
    token = outside.removeprefix("/xblock/signed/").removesuffix("/")
    assert tokens.read(token) == (person.uuid, UUID(int=7), "vote")


def test_signed_address_that_was_changed_or_is_old_is_refused(monkeypatch):
    token = tokens.sign(person=uuid4(), activity=uuid4(), handler="vote")

    with pytest.raises(TokenRefused):
        tokens.read(token[:-1] + ("A" if token[-1] != "A" else "B"))
    monkeypatch.setattr(tokens, "MAX_AGE", -1)
    with pytest.raises(TokenRefused):
        tokens.read(token)


def test_usage_key_answers_what_blocks_ask_of_a_location():
    key = UsageKey("tally/course-1/v.2")

    assert (key.block_id, key.html_id(), key.org) == ("v.2", "tally-course-1-v-2", "site")


def test_body_with_nan_is_refused():
    with pytest.raises(CallRefused):
        web.strict_json(b'{"a": NaN}')

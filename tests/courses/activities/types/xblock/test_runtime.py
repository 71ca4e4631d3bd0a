"""The runtime: scopes, locks, allow-lists, events, addresses, escaping."""

import json
import threading
from uuid import UUID, uuid4

import pytest
import webob
from django.db import connection
from django.utils import translation
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchDefinition, NoSuchUsage
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


@pytest.mark.parametrize(
    "body",
    [b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": 1e999}', b"\xff", b"[" * 100_000, b"", b"a=1"],
)
def test_body_that_is_not_strict_json_is_refused(body: bytes):
    with pytest.raises(CallRefused):
        web.strict_json(body)


@XBlock.needs("i18n")
@XBlock.wants("user", "settings", "completion", "field-data", "replace_urls")
class AskingBlock(TallyBlock):
    """Asks the runtime for everything that a runtime may offer."""

    completion_mode = "completable"
    seen = Integer(default=0, scope=Scope.user_state)

    def student_view(self, context=None):
        self.seen += 1
        return Fragment(f"<p>{self.seen}</p>")

    @XBlock.json_handler
    def finish(self, data, suffix=""):
        self.runtime.publish(self, "completion", data)
        self.runtime.publish(self, "grade", {"value": 1, "max_value": 1})
        self.runtime.publish(self, "seen.nothing", {"actor": "somebody@else.vn"})
        return {"suffix": suffix}

    @XBlock.handler
    def shows_request(self, request, suffix=""):
        found = {name: request.headers.get(name) for name in ("Cookie", "Authorization")}
        return webob.Response(json.dumps({**found, "suffix": suffix, "q": request.GET.get("q")}))


@pytest.fixture
def asking() -> Usage:
    allowed.allow(
        "asking", handlers=frozenset(("finish", "vote", "shows_request")), block=AskingBlock
    )
    return usage(block_type="asking")


@pytest.mark.django_db
def test_services_are_all_there_and_know_no_name(asking: Usage):
    person = UserFactory(full_name="Trần Thị Bí Mật", email="bi.mat@example.vn")
    runtime = LearnerRuntime(asking, person)
    block = runtime.block()

    user = runtime.service(block, "user").get_current_user()
    said = json.dumps([user.full_name, user.emails, dict(user.opt_attrs)])
    assert "Bí Mật" not in said
    assert "bi.mat" not in said
    assert user.opt_attrs["edx-platform.user_id"] == user.full_name
    with translation.override("vi"):
        assert runtime.service(block, "i18n").gettext("Submit") == "Nộp"
        assert block.ugettext("Submit") == "Nộp"
    assert runtime.service(block, "settings").get_settings_bucket(block) == {}
    assert runtime.service(block, "settings").get_settings_bucket(block, {"a": 1}) == {"a": 1}
    assert runtime.service(block, "completion").completion_tracking_enabled() is True
    assert runtime.service(block, "field-data").has(block, "seen") is False
    assert runtime.service(block, "replace_urls") is None


@pytest.mark.django_db
def test_drawing_saves_what_it_changed(asking: Usage):
    person = UserFactory()

    pages = [render(usage=asking, person=person).body_html() for _n in range(2)]

    assert "<p>1</p>" in pages[0]
    assert "<p>2</p>" in pages[1]
    assert FieldRow.objects.get(scope="user_state").data == {"seen": 2}


@pytest.mark.django_db
def test_asides_are_off_and_ids_are_those_of_one_block(asking: Usage):
    runtime = LearnerRuntime(asking, UserFactory())
    block = runtime.block()

    assert runtime.applicable_aside_types(block) == []
    assert runtime.get_asides(block) == []
    assert block.scope_ids.usage_id == asking.key
    assert runtime.id_reader.get_definition_id(asking.key) == asking.definition
    assert runtime.id_reader.get_block_type(asking.definition) == "asking"
    with pytest.raises(NoSuchUsage):
        runtime.id_reader.get_definition_id("asking/other/1")
    with pytest.raises(NoSuchDefinition):
        runtime.id_reader.get_block_type("asking/0")


@pytest.mark.django_db
def test_what_is_published_is_heard_in_order_and_checked(asking: Usage):
    handled = call(UserFactory(), "finish", {"completion": 0.5}, of=asking)

    assert [(one.kind, dict(one.data)) for one in handled.events] == [
        ("completion", {"completion": 0.5}),
        ("grade", {"value": 1.0, "max_value": 1.0}),
        ("seen.nothing", {"actor": "somebody@else.vn"}),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("share", [-0.1, 1.1, "1", None, True, float("nan")])
def test_impossible_completion_is_refused_and_nothing_is_kept(asking: Usage, share):
    runtime = LearnerRuntime(asking, UserFactory())

    with pytest.raises(GradeRefused):
        runtime.publish(runtime.block(), "completion", {"completion": share})
    assert runtime.events == []


@pytest.mark.django_db
def test_request_reaches_a_block_without_cookies_and_credentials(asking: Usage, rf):
    request = rf.post(
        "/xblock/x/?q=1",
        b"{}",
        content_type="application/json",
        headers={"Cookie": "lms_session=secret", "Authorization": "Bearer secret"},
    )

    handled = handle(
        usage=asking,
        person=UserFactory(),
        handler="shows_request",
        request=web.to_webob(request),
        suffix="a/b",
    )

    told = json.loads(handled.response.body)
    assert told == {"Cookie": None, "Authorization": None, "suffix": "a/b", "q": "1"}


@pytest.mark.django_db
def test_children_and_parents_do_not_exist(asking: Usage):
    block = LearnerRuntime(asking, UserFactory()).block()

    assert block.parent is None
    with pytest.raises(KeyError):
        block.runtime.service(block, "field-data").get(block, "parent")


@pytest.mark.django_db
def test_field_that_is_deleted_has_its_default_again(asking: Usage):
    person = UserFactory()
    call(person, "vote", of=asking)
    block = LearnerRuntime(asking, person).block()

    del block.mine

    assert LearnerRuntime(asking, person).block().mine == 0
    assert FieldRow.objects.get(scope="user_state").data == {}


@pytest.mark.django_db
def test_resources_of_the_site_are_not_for_blocks(asking: Usage):
    runtime = LearnerRuntime(asking, UserFactory())
    block = runtime.block()

    assert (
        runtime.local_resource_url(block, "public/a.js") == "/xblock/resources/asking/public/a.js"
    )
    with pytest.raises(NotImplementedError):
        runtime.resource_url("a.js")

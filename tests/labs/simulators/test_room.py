"""The room over HTTP: plain forms, strangers outside, refusals that keep what was typed."""

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from labs.simulators.actions.results import hand_in
from labs.simulators.models import Run, Sitting, Step
from lms.accounts.models import User
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def client(learner: User) -> Client:
    return client_of(learner)


def client_of(person: User) -> Client:
    made = Client()
    made.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return made


def seated(learner: User, content: dict | None = None, seat: str = "") -> Sitting:
    made = make.simulator(make.published(content))
    enrolment(learner, made.course)
    return make.sit(made, learner, seat)


def at(name: str, sitting: Sitting) -> str:
    return reverse(f"simulators:{name}", args=[sitting.run.uuid])


def test_begin_leads_into_the_room(client: Client, learner: User) -> None:
    made = make.simulator()
    enrolment(learner, made.course)

    answer = client.post(reverse("simulators:begin", args=[made.uuid]))

    assert answer.url == at("room", Sitting.objects.get())


def test_begin_without_enrolment(client: Client) -> None:
    made = make.simulator()

    assert client.post(reverse("simulators:begin", args=[made.uuid])).status_code == 404
    assert Run.objects.count() == 0


def test_step_by_a_plain_form(client: Client, learner: User) -> None:
    sitting = seated(learner)
    form = {"kind": "add", "by": "2", "key": "k", "where": "", "anchor": "log"}

    first, second = (client.post(at("step", sitting), form) for _ in range(2))

    assert first.url == second.url == at("room", sitting) + "#log"
    assert list(Step.objects.values_list("number", "data")) == [(1, {"by": 2})]


def test_another_choice_on_the_same_page_is_another_step(client: Client, learner: User) -> None:
    sitting = seated(learner)

    for by in ("1", "2"):
        client.post(at("step", sitting), {"kind": "add", "by": by, "key": "k"})

    assert list(Step.objects.values_list("data", flat=True)) == [{"by": 1}, {"by": 2}]


def test_refused_step_says_why_and_stays(client: Client, learner: User) -> None:
    sitting = seated(learner)

    answer = client.post(at("step", sitting), {"kind": "add", "by": "10", "key": "k"})

    assert (answer.status_code, str(answer.context["refusal"])) == (422, "Quá lớn.")
    assert answer.context["typed"]["by"] == "10"


def test_way_back_is_never_an_address_of_somebody_else(client: Client, learner: User) -> None:
    sitting = seated(learner)
    form = {"kind": "add", "by": "1", "where": "//ac.example", "anchor": '"><script>'}

    assert client.post(at("step", sitting), form).url == at("room", sitting)


@pytest.mark.parametrize("name", ["room", "result", "turn"])
def test_stranger_sees_nothing(name: str, learner: User) -> None:
    sitting = seated(learner)

    assert client_of(UserFactory()).get(at(name, sitting)).status_code == 404


@pytest.mark.parametrize("name", ["step", "alone", "hand-in", "restart", "again"])
def test_stranger_does_nothing(name: str, learner: User) -> None:
    sitting = seated(learner)
    stranger = client_of(UserFactory())

    answer = stranger.post(at(name, sitting), {"kind": "add", "by": "1", "step": "1"})

    assert (answer.status_code, Step.objects.count(), Run.objects.count()) == (404, 0, 1)


def test_partner_may_not_use_the_others_desk(client: Client, learner: User) -> None:
    sitting = seated(learner, make.PAIR, "mot")
    partner = UserFactory()
    make.sit(sitting.activity, partner, "hai")
    form = {"kind": "add", "by": "1", "seat": "mot"}

    answer = client_of(partner).post(at("step", sitting), form)

    assert (answer.status_code, Step.objects.count()) == (422, 0)


def test_place_that_is_not_there(client: Client, learner: User) -> None:
    sitting = seated(learner)

    address = reverse("simulators:at", args=[sitting.run.uuid, "khong-co"])
    assert client.get(address).status_code == 404


def test_hand_in_shows_the_result(client: Client, learner: User) -> None:
    sitting = seated(learner)
    client.post(at("step", sitting), {"kind": "add", "by": "4", "key": "k"})

    answer = client.post(at("hand-in", sitting), follow=True)

    assert answer.redirect_chain[-1][0] == at("result", sitting)
    assert answer.context["room"].sitting.score == 90.0
    assert [one["rule"] for one in answer.context["findings"]] == ["over"]
    assert [(one.sentence, wrong) for one, wrong in answer.context["timeline"]] == [
        ("Đếm đến 4.", True)
    ]


def test_closed_room_leads_to_the_result(client: Client, learner: User) -> None:
    sitting = make.finished(seated(learner))

    assert client.get(at("room", sitting)).url == at("result", sitting)


def test_again_opens_a_room_before_the_step(client: Client, learner: User) -> None:
    sitting = seated(learner)
    client.post(at("step", sitting), {"kind": "add", "by": "2", "key": "a"})
    client.post(at("step", sitting), {"kind": "add", "by": "2", "key": "b"})
    client.post(at("hand-in", sitting))

    answer = client.post(at("again", sitting), {"step": "2", "key": "n"}, follow=True)

    assert answer.context["room"].run.kept == 1
    assert len(answer.context["room"].steps) == 1


def test_result_says_whether_it_is_enough_and_where_to_go_on(client: Client, learner: User) -> None:
    sitting = seated(learner)
    for by, key in (("1", "a"), ("9", "b")):
        client.post(at("step", sitting), {"kind": "add", "by": by, "key": key})

    answer = client.post(at("hand-in", sitting), follow=True)

    assert answer.context["room"].has_passed
    assert (answer.context["first"], answer.context["next"]) == (2, None)
    assert "Cần đạt ít nhất 80% số điểm." in answer.content.decode()


def test_partners_wrong_step_is_not_mine_to_take_anew(client: Client, learner: User) -> None:
    sitting, partner = seated(learner, make.PAIR, "mot"), UserFactory()
    other = make.sit(sitting.activity, partner, "hai")
    make.add(sitting, 1)
    make.add(other, 9)
    client.post(at("hand-in", sitting))

    mine, theirs = (
        client_of(person).get(at("result", sitting)).context["first"]
        for person in (learner, partner)
    )

    assert (mine, theirs) == (None, 2)


def test_partner_who_waits_is_not_asked_to_hand_in(client: Client, learner: User) -> None:
    sitting, partner = seated(learner, make.PAIR, "mot"), UserFactory()
    make.sit(sitting.activity, partner, "hai")

    shown = [
        at("hand-in", sitting) in client_of(person).get(at("room", sitting)).content.decode()
        for person in (learner, partner)
    ]

    assert shown == [True, False]


def test_page_of_a_refusal_opened_again_is_the_room(client: Client, learner: User) -> None:
    sitting = seated(learner)

    assert client.get(at("step", sitting)).url == at("room", sitting)


@pytest.mark.parametrize("number", ["", "x", "-1", "²"])
def test_again_from_no_number(client: Client, learner: User, number: str) -> None:
    sitting = make.finished(seated(learner))

    assert client.post(at("again", sitting), {"step": number}).status_code == 404


def test_restart_sets_the_go_aside(client: Client, learner: User) -> None:
    sitting = seated(learner)

    client.post(at("restart", sitting), {"key": "new"})

    assert list(Sitting.objects.order_by("number").values_list("number", "left")) == [
        (1, True),
        (2, False),
    ]


def turn(client: Client, sitting: Sitting, seen: str) -> HttpResponse:
    return client.get(f"{at('turn', sitting)}?{seen}")


def test_turn_with_nothing_new_says_nothing(client: Client, learner: User) -> None:
    sitting = seated(learner, make.PAIR, "mot")

    answer = turn(client, sitting, f"steps=0&desks={sitting.pk}-0x&mine=1")

    assert (answer.status_code, "HX-Refresh" in answer.headers) == (204, False)


def test_partner_who_comes_is_shown_without_losing_what_is_typed(
    client: Client, learner: User
) -> None:
    sitting = seated(learner, make.PAIR, "mot")
    partner = UserFactory(full_name="Hà Văn Nam")
    make.sit(sitting.activity, partner, "hai")

    answer = turn(client, sitting, f"steps=0&desks={sitting.pk}-0x&mine=1")

    assert (answer.status_code, "Hà Văn Nam" in answer.content.decode()) == (200, True)


def test_turn_that_comes_brings_the_page_anew(client: Client, learner: User) -> None:
    sitting = seated(learner, make.PAIR, "hai")
    partner = make.sit(sitting.activity, UserFactory(), "mot")
    make.add(partner)

    answer = turn(client, sitting, f"steps=0&desks={partner.pk}-{sitting.pk}&mine=0")

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_partner_who_hands_in_brings_the_result(client: Client, learner: User) -> None:
    sitting = seated(learner, make.PAIR, "hai")
    partner = make.sit(sitting.activity, UserFactory(), "mot")
    hand_in(sitting=partner)

    answer = turn(client, sitting, f"steps=0&desks={partner.pk}-{sitting.pk}&mine=0")

    assert answer.headers["HX-Refresh"] == "true"
    assert client.get(at("room", sitting)).url == at("result", sitting)


def test_alone_seats_the_system(client: Client, learner: User) -> None:
    sitting = seated(learner, make.PAIR, "hai")

    client.post(at("alone", sitting))

    assert list(Step.objects.values_list("sitting__seat", flat=True)) == ["mot"]


def test_random_run(client: Client) -> None:
    assert client.get(reverse("simulators:room", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("steps", [0, 3, 30])
def test_room_costs_the_same_after_any_number_of_steps(
    client: Client, learner: User, steps: int, django_assert_num_queries
) -> None:
    sitting = seated(learner, {"goal": 10**6})
    for _ in range(steps):
        make.add(sitting)
    client.get(at("room", sitting))

    with django_assert_num_queries(6):
        client.get(at("room", sitting))

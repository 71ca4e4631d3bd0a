"""Who is answered what, at every URL."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.urls import objects, table
from tests.urls.table import ANONYMOUS, COLUMNS, HIDDEN, SIGN_IN, Case
from tests.urls.world import World

pytestmark = pytest.mark.django_db
DOORS = {"/accounts/login/", "/admin/login/", "/django-admin/login/"}
WORDS = {"pk": "987654321", "provider_id": "sso"}


@pytest.fixture(autouse=True)
def without_a_hub(settings: Any) -> None:
    """The answers of an installation whose hub has not been set up, whatever this machine has."""
    settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | {"OIDC_RSA_PRIVATE_KEY": ""}
    settings.HUB_CLIENT_SECRET = settings.HUB_API_TOKEN = ""


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def client_of(world: World) -> Callable[[str], Client]:
    def client(column: str) -> Client:
        found = Client()
        if column != ANONYMOUS:
            found.force_login(world.people[column])
        return found

    return client


def ask(
    client: Client, method: str, address: str, data: dict[str, str], sends: str = "form"
) -> str:
    """The status, or `in` where one is sent to sign in; what it wrote is undone."""
    with transaction.atomic():
        kind = {"content_type": "application/json"} if sends == "json" else {}
        send = client.get if method == "GET" else partial(client.post, **kind)
        response = send(address, data)
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    target = response.headers.get("Location", "").split("?")[0]
    if response.status_code == 302 and target in DOORS:
        return SIGN_IN
    return str(response.status_code)


def parts(case: Case, world: World, column: str) -> dict[str, str]:
    if not case.objects:
        return {}
    make = objects.makers[case.objects]
    if case.side == "random":
        return objects.random(make(world, "own", column))
    return make(world, case.side, column)


def test_every_url_is_listed():
    known = set(table.listed())
    missing = [
        route for route in table.routes() if route not in known and not table.group_of(route)
    ]

    assert missing == []


def test_nothing_is_listed_that_does_not_exist():
    routes = set(table.routes())
    gone = [
        route
        for route, row in table.listed().items()
        if route not in routes and not row.get("debug_only")
    ]
    empty = [
        prefix
        for prefix in table.groups()
        if not any(table.group_of(route) == prefix for route in routes)
    ]

    assert (gone, empty) == ([], [])


@pytest.mark.parametrize("case", list(table.cases()), ids=str)
def test_url_answers_each_role_as_the_table_says(case: Case, world: World, client_of):
    answered = []
    for column in COLUMNS:
        client = client_of(column)
        address = table.fill(case.route, parts(case, world, column))
        answered.append(ask(client, case.method, address, dict(case.data), case.sends))

    assert dict(zip(COLUMNS, answered, strict=True)) == dict(
        zip(COLUMNS, case.answers, strict=True)
    )


@pytest.mark.parametrize("prefix", list(table.groups()))
def test_area_is_closed_to_all_whom_the_table_does_not_name(prefix: str, client_of):
    rule = table.groups()[prefix]
    opened = set(rule["open_to"].split())
    clients = {column: client_of(column) for column in COLUMNS if column not in opened}
    found = []
    public = tuple(rule.get("public", "-").split())
    inside = (route for route in table.routes() if table.group_of(route) == prefix)
    for route in (route for route in inside if not route.startswith(public)):
        address = table.fill(route, _Anything())
        for column, client in clients.items():
            for method in table.METHODS:
                answer = ask(client, method, address, {})
                if answer not in {SIGN_IN, HIDDEN, *rule.get("closed", "").split()}:
                    found.append(f"{column} {method} {address} {answer}")

    assert "\n".join(found) == ""


class _Anything(dict):
    """A value for every part of a URL."""

    def __missing__(self, name: str) -> str:
        if "uuid" in name:
            return str(uuid.uuid4())
        return WORDS.get(name, "1")

"""docker-compose.yml: valid by the published schema, in step with Env, without a password."""

import json
import re
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml
from django.conf import settings
from django.test import Client

from lms.env import BASE_DIR, Env

TEXT = (BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LONG_RUNNING = sorted(set(SERVICES) - {"migrate", "lab"})
OF_THE_SITE = ("migrate", "web", "worker", "beat")
OF_THE_HUB = {"SITE_API_URL", "LAB_IMAGE", "LAB_NETWORK"}


def test_it_is_valid_by_the_compose_schema() -> None:
    carried = "node/node_modules/dclint/schemas/compose.schema.json"
    schema = settings.STATE_DIR / carried
    if not schema.exists():
        pytest.skip(f"{schema} comes with the npm packages")

    validator = jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))

    assert [error.message for error in validator.iter_errors(COMPOSE)] == []


def test_the_parts_are_those_of_the_platform() -> None:
    assert sorted(SERVICES) == sorted(
        ["proxy", "migrate", "web", "worker", "beat", "database", "broker", "hub", "lab"]
    )


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_every_variable_of_the_site_is_a_setting(name: str) -> None:
    known = {item.name for item in fields(Env)}

    given = {variable.removesuffix("_FILE") for variable in SERVICES[name]["environment"]}

    assert given - known == set()


def test_the_hub_reaches_the_site_by_a_name_it_answers_to() -> None:
    inside = urlsplit(SERVICES["hub"]["environment"]["SITE_API_URL"]).hostname

    assert SERVICES["web"]["environment"]["ALLOWED_HOSTS"].endswith(f",{inside}")


@pytest.mark.django_db
def test_health_and_sign_on_are_answered_inside_without_tls(settings: Any) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "web"]
    settings.SECURE_SSL_REDIRECT = True
    client = Client()

    assert client.get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200
    answer = client.post("/o/token/", {}, headers={"host": "web:8000"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_every_variable_of_the_hub_is_a_setting_or_its_own() -> None:
    known = {item.name for item in fields(Env)}

    assert set(SERVICES["hub"]["environment"]) - known == OF_THE_HUB


def test_every_variable_asked_of_the_shell_is_a_setting() -> None:
    known = {item.name for item in fields(Env)} | {"TAG", "DOCKER_GID"}

    assert set(re.findall(r"\$\{([A-Z_]+)", TEXT)) - known == set()


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_every_secret_of_the_site_comes_by_file(name: str) -> None:
    secret = {item.name for item in fields(Env) if item.metadata["secret"]}
    environment = SERVICES[name]["environment"]

    assert secret & set(environment) == set()
    files = {value for key, value in environment.items() if key.endswith("_FILE")}
    assert files == {f"/run/secrets/{secret}" for secret in SERVICES[name]["secrets"]}


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_an_external_sign_on_can_be_set_whole(name: str) -> None:
    wanted = {item.name for item in fields(Env) if item.name.startswith("SSO_")}

    given = {variable.removesuffix("_FILE") for variable in SERVICES[name]["environment"]}

    assert wanted - given == set()


def test_every_secret_is_a_file_and_none_is_written_here() -> None:
    assert {name: row["file"] for name, row in COMPOSE["secrets"].items()} == {
        name: f"./secrets/{name}" for name in COMPOSE["secrets"]
    }
    assert re.findall(r"(?i)(?:password|secret|token|key)\w*:-", TEXT) == []


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_every_part_is_watched_limited_and_kept_up(name: str) -> None:
    service = SERVICES[name]

    assert service["healthcheck"]["test"]
    assert set(service["deploy"]["resources"]["limits"]) >= {"cpus", "memory"}
    assert service["restart"] == "unless-stopped"
    assert service["logging"]["options"]["max-size"] == "20m"


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, row in SERVICES.items() if "ports" in row] == ["proxy"]
    assert COMPOSE["networks"] == {
        "outside": {},
        "inside": {"internal": True},
        "labs": {"internal": True},
    }


def test_every_dockerfile_and_mounted_file_exists() -> None:
    named = {row["build"]["dockerfile"] for row in SERVICES.values() if "build" in row}
    mounted = {
        volume.split(":")[0]
        for row in SERVICES.values()
        for volume in row.get("volumes", [])
        if volume.startswith("./")
    }

    assert [path for path in sorted(named | mounted) if not (BASE_DIR / path).is_file()] == []

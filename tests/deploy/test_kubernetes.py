"""The values for Kubernetes and the containers of compose, held to the hub of one machine."""

import ast
import re
from typing import Any

import pytest
import yaml

from lms.env import BASE_DIR, Env

FOLDER = BASE_DIR / "deploy" / "kubernetes"
VALUES: dict[str, Any] = yaml.safe_load((FOLDER / "values.yaml").read_text(encoding="utf-8"))
LIMITS = list(yaml.safe_load_all((FOLDER / "limits.yaml").read_text(encoding="utf-8")))
CONFIG = (BASE_DIR / "jupyter" / "jupyterhub_config.py").read_text(encoding="utf-8")
DOCKER = (BASE_DIR / "deploy" / "docker" / "jupyterhub_config.py").read_text(encoding="utf-8")
SERVER = (BASE_DIR / "jupyter" / "room.py").read_text(encoding="utf-8")
HUB, ROOM = VALUES["hub"], VALUES["singleuser"]


def set_in(source: str) -> dict[str, Any]:
    """What a configuration sets to a plain value: `c.Class.trait` → value."""
    found: dict[str, Any] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            try:
                found[ast.unparse(node.targets[0])[2:]] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found


OF_ONE_MACHINE = set_in(CONFIG)


@pytest.mark.parametrize("trait", sorted(HUB["config"]["SiteAuthenticator"]))
def test_people_sign_in_as_on_one_machine(trait: str) -> None:
    expected = OF_ONE_MACHINE[f"SiteAuthenticator.{trait}"]

    assert HUB["config"]["SiteAuthenticator"][trait] == expected


def test_no_trait_of_the_sign_in_is_left_out() -> None:
    given = set(HUB["config"]["SiteAuthenticator"]) | set(
        re.findall(r"c\.SiteAuthenticator\.(\w+) =", HUB["extraConfig"]["site"])
    )

    assert given == set(re.findall(r"c\.SiteAuthenticator\.(\w+) =", CONFIG))


@pytest.mark.parametrize("trait", sorted(HUB["config"]["JupyterHub"]))
def test_the_hub_runs_as_on_one_machine(trait: str) -> None:
    assert HUB["config"]["JupyterHub"][trait] == OF_ONE_MACHINE[f"JupyterHub.{trait}"]


def test_the_roles_are_those_of_one_machine() -> None:
    roles = {row.pop("name"): row for row in OF_ONE_MACHINE["JupyterHub.load_roles"]}
    del roles["idle-culler"]  # the chart brings that one itself

    assert HUB["loadRoles"] == roles


def test_the_code_in_the_values_is_code() -> None:
    compiled = {name: compile(source, name, "exec") for name, source in HUB["extraConfig"].items()}

    assert {code.co_filename for code in compiled.values()} == set(HUB["extraConfig"])


def test_no_secret_is_written_and_each_is_a_setting() -> None:
    given = {row["valueFrom"]["secretKeyRef"]["key"] for row in HUB["extraEnv"].values()}
    text = (FOLDER / "values.yaml").read_text(encoding="utf-8")

    assert {row["valueFrom"]["secretKeyRef"]["name"] for row in HUB["extraEnv"].values()} == {
        "hub-secrets"
    }
    assert given - set(Env.__dataclass_fields__) == {"SITE_API_URL"}
    assert re.findall(r"(?i)(?:password|token|secret): *[\"']?[0-9a-f]{16,}", text) == []


def test_a_room_has_no_rights() -> None:
    pod = ROOM["extraPodConfig"]

    assert ROOM["allowPrivilegeEscalation"] is False
    assert (ROOM["uid"], ROOM["fsGid"]) == (10003, 10003)
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert f"--uid {ROOM['uid']} lab" in _lab_image()


def test_a_room_reaches_the_hub_alone() -> None:
    allowed = {name for name, on in ROOM["networkPolicy"]["egressAllowRules"].items() if on}

    assert ROOM["networkPolicy"]["enabled"] is True
    assert ROOM["networkPolicy"]["egress"] == []
    assert allowed == {"dnsPortsKubeSystemNamespace"}  # to find the hub by its name
    assert VALUES["proxy"]["service"]["type"] == "ClusterIP"


def test_the_limits_are_those_of_the_settings() -> None:
    environment = ROOM["extraEnv"]

    assert ROOM["memory"]["limit"] == f"{Env.LAB_MEMORY_MB}M"
    assert ROOM["storage"]["capacity"] == f"{Env.LAB_DISK_MB >> 10}Gi"
    assert environment["LMS_MEMORY"] == str(Env.LAB_MEMORY_MB << 20)
    assert environment["LMS_DISK"] == str(Env.LAB_DISK_MB << 20)
    assert environment["LMS_IDLE"] == str(Env.LAB_IDLE_SECONDS)
    assert environment["LMS_IDLE_WARNING"] == str(Env.LAB_IDLE_WARNING)


def test_nobody_is_cut_off_before_the_time_that_lab_shows() -> None:
    interval = int(ROOM["extraEnv"]["JUPYTERHUB_ACTIVITY_INTERVAL"])

    assert VALUES["cull"]["timeout"] >= Env.LAB_IDLE_SECONDS + interval
    assert VALUES["cull"]["maxAge"] == 0


def test_the_namespace_holds_what_the_hub_lets_start() -> None:
    quota = LIMITS[0]["spec"]["hard"]
    rooms = HUB["activeServerLimit"]

    assert int(quota["pods"]) > rooms
    assert int(quota["limits.memory"].removesuffix("Gi")) * 1024 > rooms * Env.LAB_MEMORY_MB
    assert (quota["services.loadbalancers"], quota["services.nodeports"]) == ("0", "0")


@pytest.mark.parametrize("command", [ROOM["cmd"], "docker"])
def test_every_room_is_started_by_our_own_server(command: Any) -> None:
    ours = ["python", "-I", "/opt/jupyter/lab_server.py"]
    given = set_in(DOCKER)["DockerSpawner.cmd"] if command == "docker" else command

    assert given == ours
    assert "COPY jupyter /opt/jupyter" in _lab_image()


def test_what_the_server_reads_is_given_everywhere() -> None:
    read = set(re.findall(r'"(LMS_[A-Z_]+)"', SERVER)) - {"LMS_NOTICE"}
    docker = set(re.findall(r'"(LMS_[A-Z_]+)"', DOCKER))
    kubernetes = set(re.findall(r"LMS_[A-Z_]+", (FOLDER / "values.yaml").read_text()))

    assert read - docker == set()
    assert read - kubernetes == set()


def _lab_image() -> str:
    return (BASE_DIR / "deploy" / "docker" / "lab.Dockerfile").read_text(encoding="utf-8")

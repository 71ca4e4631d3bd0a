"""Settings: typed, refused when wrong, secrets from three places, documents in step."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from lms.env import BASE_DIR, Env, EnvError, load
from lms.runtime import documents

DOCUMENTED = {item.name: item.metadata["doc"] for item in fields(Env)}


def test_defaults_hold_without_any_variable(tmp_path: Path) -> None:
    env = load({"STATE_DIR": str(tmp_path)})

    assert (env.DEBUG, env.WEB_PORT, env.SITE_URL) == (False, 8000, "http://127.0.0.1:8000")
    assert env.SECRET_KEY == ""


def test_the_address_follows_the_port(tmp_path: Path) -> None:
    env = load({"STATE_DIR": str(tmp_path), "WEB_PORT": "8080"})

    assert env.SITE_URL == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WEB_PORT", "many", "WEB_PORT must be a whole number, not 'many'."),
        ("DEBUG", "perhaps", "DEBUG must be 1 or 0, not 'perhaps'."),
    ],
)
def test_a_value_of_the_wrong_type_is_named(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(EnvError, match=re.escape(sentence)):
        load({"STATE_DIR": str(tmp_path), name: value})


def test_a_secret_comes_from_the_variable_then_its_file_then_the_state(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "SECRET_KEY").write_text("from state\n")
    (tmp_path / "mounted").write_text("from file\n")
    state = {"STATE_DIR": str(tmp_path)}
    file = state | {"SECRET_KEY_FILE": str(tmp_path / "mounted")}
    both = file | {"SECRET_KEY": "from variable"}

    found = [load(source).SECRET_KEY for source in (state, file, both)]

    assert found == ["from state", "from file", "from variable"]


def test_a_settings_file_gives_way_to_the_environment(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("# a comment\nWEB_PORT=8080\nISSUER_NAME = Trung tâm\n")
    source = {"ENV_FILE": str(tmp_path / "settings"), "WEB_PORT": "9090"}

    env = load(source)

    assert (env.WEB_PORT, env.ISSUER_NAME) == (9090, "Trung tâm")


def test_the_example_is_in_step() -> None:
    assert (BASE_DIR / ".env.example").read_text(encoding="utf-8") == documents.example()


def test_the_example_shows_no_secret_and_sets_nothing(tmp_path: Path) -> None:
    path = str(BASE_DIR / ".env.example")

    assert load({"ENV_FILE": path}) == load({"ENV_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readme_lists_every_setting(name: str) -> None:
    text = (BASE_DIR / name).read_text(encoding="utf-8")

    rows = re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)

    assert rows == list(DOCUMENTED)


def test_the_readmes_table_is_in_step() -> None:
    assert documents.table() in (BASE_DIR / "README.md").read_text(encoding="utf-8")


def test_nothing_else_reads_the_environment() -> None:
    allowed = {"lms/env.py"}
    setting_up = {str(path.relative_to(BASE_DIR)) for path in BASE_DIR.glob("lms/runtime/*.py")}
    wiring = {"lms/celery.py", "lms/wsgi.py"}  # Django's own way of naming the settings

    readers = {
        str(path.relative_to(BASE_DIR))
        for app in ("lms", "courses", "labs", "certificates", "transfer")
        for path in (BASE_DIR / app).rglob("*.py")
        if "os.environ" in path.read_text(encoding="utf-8")
        or "getenv" in path.read_text(encoding="utf-8")
    }

    assert readers - setting_up - wiring == allowed


def test_a_document_behind_the_settings_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert documents.stale() == []

    monkeypatch.setattr(documents, "HEAD", "# Something else\n")

    assert documents.stale() == [".env.example"]

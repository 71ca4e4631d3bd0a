"""Setting up: done once for the same inputs, private, and refused in one sentence."""

import os
import socket
from pathlib import Path

import polib
import pytest

from lms.env import load
from lms.runtime import account, environments, keys, messages, packages, parts
from lms.runtime import state as state_module
from lms.runtime.console import Refusal, step
from lms.runtime.state import State


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "var")
    state.prepare()
    return state


def test_a_step_is_done_for_its_inputs_only(state: State) -> None:
    state.mark("npm", "one")

    assert (state.done("npm", "one"), state.done("npm", "two")) == (True, False)


def test_secrets_are_made_once_and_private(state: State) -> None:
    folder = state.root / "secrets"
    first = keys.ensure_secrets(folder)
    before = {path.name: path.read_text() for path in folder.iterdir()}

    second = keys.ensure_secrets(folder)

    assert (sorted(first), second) == (sorted(keys.MAKERS), [])
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_secrets_made_are_read_as_settings(state: State) -> None:
    keys.ensure_secrets(state.root / "secrets")

    env = load({"STATE_DIR": str(state.root), "ENV_FILE": os.devnull})

    assert env.OIDC_RSA_KEY.startswith("-----BEGIN PRIVATE KEY-----")
    assert len(bytes.fromhex(env.BADGE_KEY)) == 32
    assert len(env.SECRET_KEY) >= 50


def test_two_installations_share_no_secret(tmp_path: Path) -> None:
    for name in ("a", "b"):
        keys.ensure_secrets(tmp_path / name)

    read = [{(tmp_path / name / key).read_text() for key in keys.MAKERS} for name in ("a", "b")]

    assert read[0] & read[1] == set()


def test_a_full_disk_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_module, "NEEDED_FREE", 2**62)

    with pytest.raises(Refusal, match=r"has \d+ MB left: free at least"):
        State(tmp_path).prepare()


def test_a_taken_port_is_named_with_the_variable_that_moves_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = load({"STATE_DIR": str(tmp_path), "WEB_PORT": str(port)})

        with pytest.raises(Refusal, match=f"Port {port} is taken .* WEB_PORT"):
            parts.refuse_taken_ports(env)


def test_a_failing_command_shows_its_last_words(state: State) -> None:
    with pytest.raises(Refusal, match="no such package"):
        environments.run_logged(state, ["sh", "-c", "echo no such package >&2; exit 3"])


def test_a_command_that_filled_the_disk_says_so(state: State) -> None:
    with pytest.raises(Refusal, match="The disk is full"):
        environments.run_logged(state, ["sh", "-c", "echo No space left on device; exit 1"])


def test_a_step_that_fails_is_shown_as_failed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="broken"), step("Static files"):
        raise ValueError("broken")

    assert capsys.readouterr().out.split() == ["✗", "Static", "files", "0.0", "s"]


def test_only_the_named_files_are_vendored_with_their_licence(tmp_path: Path) -> None:
    package = tmp_path / "modules" / "htmx.org"
    (package / "dist").mkdir(parents=True)
    for name in ("LICENSE", "dist/htmx.min.js", "dist/htmx.js", "postinstall.js"):
        (package / name).write_text(name)

    packages._vendor(tmp_path / "modules", tmp_path / "vendor")

    found = (tmp_path / "vendor").rglob("*")
    assert sorted(str(p.relative_to(tmp_path / "vendor")) for p in found if p.is_file()) == [
        "htmx.org/LICENSE",
        "htmx.org/dist/htmx.min.js",
    ]


def test_no_lock_names_an_address_to_download_from() -> None:
    lock = packages.MANIFESTS[1].read_text(encoding="utf-8")
    lists = [path.read_text() for path in environments.REQUIREMENTS.glob("*.txt")]

    assert '"resolved"' not in lock
    assert [text for text in lists if "://" in text] == []


def test_a_renewed_tree_copies_what_changed_and_drops_what_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, home = tmp_path / "source", tmp_path / "home"
    (source / "lms").mkdir(parents=True)
    (source / "lms" / "env.py").write_text("one")
    (source / "gone.py").write_text("gone")
    (source / "var").mkdir()
    (source / "var" / "secret").write_text("not copied")
    monkeypatch.setattr(account, "BASE_DIR", source)
    monkeypatch.setattr(account, "_can", lambda *_: False)
    person = account.pwd.struct_passwd(("lms", "x", 1, 1, "", str(home), ""))
    copy = account._readable_tree(person)
    (source / "gone.py").unlink()
    (source / "lms" / "env.py").write_text("other")

    account._readable_tree(person)

    assert [(str(path), (copy / path).read_text()) for path in account._files(copy)] == [
        ("lms/env.py", "other")
    ]


def _catalogue(path: Path, **sentences: str) -> Path:
    file = polib.POFile()
    file.extend(polib.POEntry(msgid=key, msgstr=value) for key, value in sentences.items())
    file.save(str(path))
    return path


def test_catalogues_are_gathered_into_one(tmp_path: Path) -> None:
    first = _catalogue(tmp_path / "a.po", Save="Lưu", Course="Khóa học")
    second = _catalogue(tmp_path / "b.po", Save="Lưu", Lab="Bài thực hành", Empty="")

    whole = messages.merged([first, second])

    assert {entry.msgid: entry.msgstr for entry in whole} == {
        "Save": "Lưu",
        "Course": "Khóa học",
        "Lab": "Bài thực hành",
    }
    assert messages.conflicts([first, second]) == []


def test_a_sentence_translated_in_two_ways_is_told(tmp_path: Path) -> None:
    first = _catalogue(tmp_path / "a.po", Save="Lưu")
    second = _catalogue(tmp_path / "b.po", Save="Ghi")

    assert messages.conflicts([first, second]) == [f"'Save': 'Lưu' ({first}), 'Ghi' ({second})"]


@pytest.mark.parametrize(
    ("name", "extras", "listed"),
    [
        ("site", "", "site.txt"),
        ("site", "xblocks", "site-xblocks.txt"),
        ("site", " xblocks, ", "site-xblocks.txt"),
        ("hub", "xblocks", "hub.txt"),
    ],
)
def test_optional_parts_extend_the_list_of_the_site(name: str, extras: str, listed: str) -> None:
    path = environments.list_of(name, load({"EXTRAS": extras}))

    assert path.name == listed
    assert path.is_file()


def test_optional_part_that_is_not_offered_is_refused() -> None:
    with pytest.raises(Refusal, match="what is not offered: labs"):
        environments.list_of("site", load({"EXTRAS": "labs,xblocks"}))


def test_list_with_optional_parts_holds_all_of_the_site_and_no_more_than_named() -> None:
    def names(path: Path) -> set[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {line.partition("==")[0] for line in lines if "==" in line}

    site = names(environments.REQUIREMENTS / "site.txt")
    extended = names(environments.REQUIREMENTS / "site-xblocks.txt")

    assert site < extended
    assert {"xblock-drag-and-drop-v2", "xblock-poll"} <= extended - site
    assert not {name for name in extended - site if name.startswith("boto")}

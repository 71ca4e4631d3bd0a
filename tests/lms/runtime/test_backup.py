"""What is put back from a backup's archive, and what is refused."""

import tarfile
from pathlib import Path

import pytest

from lms.runtime import backup
from lms.runtime.console import Refusal
from lms.runtime.state import State


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "var")
    state.prepare()
    (state.root / "media" / "paper.pdf").write_text("old")
    return state


def archive(tmp_path: Path, *names: str) -> Path:
    (tmp_path / "source").write_text("from the backup")
    with tarfile.open(tmp_path / "files.tar", "w") as files:
        for name in names:
            files.add(tmp_path / "source", name)
    return tmp_path / "files.tar"


def test_files_take_the_place_of_those_that_were_there(state: State, tmp_path: Path) -> None:
    made = archive(tmp_path, "media/new.pdf", "secrets/SECRET_KEY")

    backup._restore_files(state, made)

    assert [path.name for path in (state.root / "media").iterdir()] == ["new.pdf"]
    assert (state.root / "secrets" / "SECRET_KEY").read_text() == "from the backup"
    assert (state.root / "secrets").stat().st_mode & 0o777 == 0o700
    assert not (state.root / "restoring").exists()


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "env/site/bin/python"])
def test_a_file_for_another_place_is_refused_and_nothing_changes(
    state: State, tmp_path: Path, name: str
) -> None:
    made = archive(tmp_path, "media/new.pdf")
    with tarfile.open(made, "a") as files:
        member = tarfile.TarInfo(name)
        files.addfile(member)

    with pytest.raises(Refusal, match="not restored"):
        backup._restore_files(state, made)

    assert (state.root / "media" / "paper.pdf").read_text() == "old"


def test_a_folder_that_is_no_backup_is_refused(state: State, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is no backup: name one with FROM="):
        backup.restore(state, str(tmp_path))

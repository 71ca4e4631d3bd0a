"""Grading from the shell: no test here may touch the database."""

import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from labs.assignments.notebook import MAX_BYTES
from tests.factories import labs as make

pytestmark = pytest.mark.usefixtures("boxed")


def graded(folder: Path, *contents: bytes, master: bytes = b"", **options: Any) -> list[Any]:
    (folder / "goc.ipynb").write_bytes(master or make.sums())
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.ipynb")
        paths[-1].write_bytes(content)
    said = StringIO()
    call_command("lab_grade", str(folder / "goc.ipynb"), *map(str, paths), stdout=said, **options)
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_one_line_a_submission_in_the_order_given(tmp_path: Path) -> None:
    slow = make.answer(f"import time\ntime.sleep(2)\n{make.SOLVED}")

    lines = graded(
        tmp_path,
        make.notebook(slow),
        make.notebook(make.answer("def cong(a, b):\n    return 3")),
        b"PK",
        make.notebook(),
        seed="7",
    )

    assert [(Path(one["file"]).name, one["state"], one.get("score")) for one in lines] == [
        ("0.ipynb", "graded", 2.0),
        ("1.ipynb", "graded", 0.0),
        ("2.ipynb", "broken", None),
        ("3.ipynb", "graded", 0.0),
    ]
    assert {one["seed"] for one in lines if "seed" in one} == {"7"}
    assert [one["marks"][0] for one in lines if one["state"] == "graded"] == [
        made("ok", 2.0, ""),
        made("wrong", 0.0, "Với số khác, kết quả chưa đúng."),
        made("error", 0.0, "Bài làm chưa có tên mà bài yêu cầu: name 'cong' is not defined")
        | {"reason": "NameError"},
    ]


def made(state: str, score: float, feedback: str) -> dict[str, Any]:
    return {
        "cell": "cham-cong",
        "title": "Cộng đúng hai số",
        "state": state,
        "score": score,
        "max_score": 2.0,
        "reason": "",
        "feedback": feedback,
        "facts": {},
    }


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the account of boxed code may read."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_files_for_the_checks_lie_in_place_of_those_given(open_folder: Path) -> None:
    for name, content in (("given", "cho"), ("kept", "giu")):
        (open_folder / name).mkdir()
        (open_folder / name / "du-lieu.txt").write_text(content)
    check = make.check('assert (open("du-lieu.txt").read(), doc) == ("giu", "cho")')
    answer = make.answer('doc = open("du-lieu.txt").read()')

    (line,) = graded(
        open_folder,
        make.notebook(answer),
        master=make.notebook(answer, check),
        files=open_folder / "given",
        kept=open_folder / "kept",
    )

    assert line["score"] == 2.0


def test_what_is_no_file_or_too_long_is_said_and_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    (tmp_path / "to").touch()
    os.truncate(tmp_path / "to", MAX_BYTES + 1)
    (tmp_path / "goc.ipynb").write_bytes(make.sums())
    said = StringIO()

    paths = [tmp_path, tmp_path / "ong", tmp_path / "to", tmp_path / "khong-co", Path("/dev/zero")]
    call_command("lab_grade", str(tmp_path / "goc.ipynb"), *map(str, paths), stdout=said)

    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [(one["file"], one["state"]) for one in lines] == [(str(one), "broken") for one in paths]


@pytest.mark.parametrize("content", [b"", b"{}", make.notebook(make.plain("1"))])
def test_a_master_that_is_none_is_said(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CommandError):
        graded(tmp_path, make.notebook(), master=content or b" ")


def test_no_account_for_boxed_code_is_said_before_anything_runs(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    settings.LAB_RUN_AS = ""

    with pytest.raises(CommandError, match="LAB_RUN_AS"):
        graded(tmp_path, make.notebook())

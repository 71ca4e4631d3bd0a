"""Grading files from the shell."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from labs.files.definition import definition_of
from labs.files.drawing import start_file
from tests.factories import files as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxed")]


def test_one_line_a_file(tmp_path: Path) -> None:
    definition = definition_of(make.spreadsheet_lab().latest)
    contents = {
        "dung.xlsx": make.worked_on(start_file(definition, "s"), make.solve),
        "cua-seed-khac.xlsx": make.worked_on(start_file(definition, "t"), make.solve),
        "cu.xls": bytes.fromhex("d0cf11e0a1b11ae1"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    said = StringIO()

    paths = [str(tmp_path / name) for name in contents]
    call_command("lab_grade_file", "Tổng hợp phí", *paths, seed="s", stdout=said)

    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [one["state"] for one in lines] == ["graded", "graded", "refused"]
    assert [one.get("score") for one in lines] == [10.0, 4.0, None]
    assert lines[1]["marks"][0]["reason"] == "not_yours"
    assert lines[2]["reason"] == "legacy"


def test_a_lab_that_is_not_there() -> None:
    with pytest.raises(CommandError):
        call_command("lab_grade_file", "Không có", "x.xlsx")

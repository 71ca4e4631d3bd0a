"""A trainer composes a lab on a file: rights, mistakes told, what is frozen."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from courses.catalogue.authors import REVIEWERS, TRAINERS
from labs.assignments.models import Lab, LabVersion
from labs.files.actions import composed, publish
from labs.files.definition import definition_of
from labs.files.drawing import draw, seed_for
from labs.files.errors import FileLabInvalid
from labs.files.models import FileLab
from labs.files.rules import mistakes
from labs.files.trial import try_out
from lms.kit.ids import uuid7
from tests.factories import files as make

pytestmark = pytest.mark.django_db


def numbers(place: str, low: float, high: float) -> dict[str, Any]:
    return make.part("numbers", place=place, low=low, high=high, step=1.0)


@pytest.mark.parametrize("name", [TRAINERS, REVIEWERS])
def test_authors_may_build_labs(name: str) -> None:
    rights = Group.objects.get(name=name).permissions.filter(content_type__app_label="labs")

    assert set(rights.values_list("codename", flat=True)) >= {
        *("add_lab", "change_lab", "view_lab"),
        *("add_filelab", "change_filelab", "view_filelab"),
    }


def test_the_list_of_labs_is_in_the_trainers_language(admin_client: Client) -> None:
    lab = make.spreadsheet_lab()

    page = admin_client.get("/admin/snippets/labs/filelab/").content.decode()

    assert str(lab.latest) in page
    assert "Phiên bản mới nhất" in page


def test_publishing_freezes_and_the_same_again_is_the_same() -> None:
    lab = make.spreadsheet_lab()
    version = lab.latest

    assert publish(lab=lab) == version
    lab.checks = [make.frozen_check(points=4.0)]
    lab.save()
    again = publish(lab=FileLab.objects.get(pk=lab.pk))

    assert (version.number, version.checked_score) == (1, 10.0)
    assert (again.number, again.checked_score) == (2, 4.0)
    assert LabVersion.objects.get(pk=version.pk).master == version.master


def test_labs_on_files_are_not_offered_as_notebooks() -> None:
    lab = make.spreadsheet_lab()

    assert not Lab.objects.filter(pk=lab.pk).exists()
    assert FileLab.objects.get().title == "Tổng hợp phí"


def test_a_lab_without_a_start_file_is_not_published() -> None:
    lab = make.spreadsheet_lab()
    lab.start = b""

    with pytest.raises(FileLabInvalid):
        publish(lab=lab)


@pytest.mark.parametrize(
    ("checks", "inputs", "count"),
    [
        ([make.value_check()], make.fees(), 0),
        ([make.value_check(expected="=SUM(")], make.fees(), 1),
        ([make.part("text", sentence="x", points=1.0, texts=[], cased=False)], [], 1),
        ([make.value_check()], [numbers("C2", 1.0, 2.0)], 1),
        ([make.value_check()], [numbers("A!C2", 3.0, 2.0)], 1),
        ([make.value_check()], [numbers("A!A1:Z9999", 1.0, 2.0)], 1),
    ],
)  # fmt: skip
def test_mistakes_are_told(checks: list[Any], inputs: list[Any], count: int) -> None:
    lab = FileLab(kind="spreadsheet", start=make.start_workbook())
    lab.checks, lab.inputs = checks, inputs

    assert len(mistakes(composed(lab))) == count


@pytest.mark.usefixtures("boxed")
def test_trying_out_tells_a_broken_expectation_and_an_incomplete_solution() -> None:
    broken = composed(make.spreadsheet_lab(checks=[make.value_check(expected="=Khong!A1")]))
    assert [mark.state for mark in try_out(broken).marks] == ["system"]

    whole = composed(make.spreadsheet_lab())
    solved = make.worked_on(whole.start, make.solve)
    assert [mark.state for mark in try_out(whole, solved).marks] == ["ok", "ok", "ok"]
    assert [mark.state for mark in try_out(whole).marks] == ["wrong", "wrong", "wrong"]


def test_draws_are_the_learners_own_and_hold_their_bounds() -> None:
    definition = definition_of(make.spreadsheet_lab().latest)
    activity, version = uuid7(), uuid7()
    seeds = [seed_for(activity=activity, learner=uuid7(), version=version) for _ in range(20)]

    drawn = [draw(definition, seed) for seed in seeds]

    assert draw(definition, seeds[0]) == drawn[0]
    assert len({tuple(one.values()) for one in drawn}) == 20
    assert all(len(one) == 20 for one in drawn)
    assert {value % 10 for one in drawn for value in one.values()} == {0}


def test_a_document_gets_dates_in_both_forms() -> None:
    drawn = draw(definition_of(make.document_lab().latest), "s")

    day, month, year = drawn["ngay"].split("/")
    month = month if int(month) < 3 else str(int(month))
    assert drawn["ngay-dai"] == f"ngày {day} tháng {month} năm {year}"
    assert set(drawn) == {"so", "xa", "ngay", "ngay-dai"}

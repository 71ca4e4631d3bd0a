"""What a trainer may build, and what the form answers to what cannot be."""

from datetime import date
from typing import Any

import pytest

from labs.simulators.one_stop.engine import OneStop
from labs.simulators.one_stop.files import points, procedures
from labs.simulators.one_stop.form import OneStopForm
from labs.simulators.one_stop.grading import grade
from labs.simulators.one_stop.rehearsing import golden
from tests.labs.simulators.one_stop.scenes import content

EXTRACT, MARRIAGE, LAND = "trich-luc-ho-tich", "tinh-trang-hon-nhan", "bien-dong-dat-dai"


def filled(**fields: Any) -> OneStopForm:
    said = {
        "title": "Một ngày ở quầy",
        "procedures": [EXTRACT, MARRIAGE],
        "dossiers": 3,
        "traps": ["chua-ky"],
        "start_on": "2026-03-04",
        "days": 10,
    }
    costs = {f"points_{slug.replace('-', '_')}": int(cost) for slug, cost in points().items()}
    return OneStopForm(said | costs | fields)


def test_content_is_frozen_whole() -> None:
    form = filled()

    assert form.is_valid(), form.errors
    assert form.content() == content(EXTRACT, MARRIAGE, traps=("chua-ky",), dossiers=3, days=10)


def test_what_was_built_can_be_done() -> None:
    form = filled()
    assert form.is_valid()
    made = form.content()

    assert grade(made, 11, golden(made, 11)).scores == {"xa": 100.0}


def test_version_fills_the_form_again() -> None:
    form = filled(points_late="12")
    assert form.is_valid()

    initial = OneStopForm.initial_of(form.content())

    assert (initial["procedures"], initial["traps"]) == ([MARRIAGE, EXTRACT], ["chua-ky"])
    assert (initial["start_on"], initial["points_late"]) == (date(2026, 3, 4), 12)
    assert set(initial) | {"title"} == set(OneStopForm().fields)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"procedures": []}, "procedures"),
        ({"procedures": ["xay-nha"]}, "procedures"),
        ({"dossiers": 0}, "dossiers"),
        ({"dossiers": 9}, "dossiers"),
        ({"dossiers": 1, "traps": ["chua-ky", "het-han"]}, "traps"),
        ({"traps": ["tay-xoa"]}, "traps"),
        ({"traps": ["bay-moi"]}, "traps"),
        ({"start_on": "2026-03-07"}, "start_on"),
        ({"start_on": "mai"}, "start_on"),
        ({"days": 0}, "days"),
        ({"days": 1}, "days"),
        ({"paired": "on"}, "paired"),
        ({"points_late": "101"}, "points_late"),
    ],
)
def test_refused_beside_the_field(fields: dict, wrong: str) -> None:
    form = filled(**fields)

    assert not form.is_valid()
    assert list(form.errors) == [wrong]


def test_too_few_days_are_found_by_trying() -> None:
    """Three working days of an office and the days of a supplement do not fit into three."""
    fields = {"procedures": [LAND], "traps": ["chua-ky"], "dossiers": 1}

    assert not filled(**fields, days=3).is_valid()
    assert filled(**fields, days=4).is_valid()


def test_pair_has_two_desks() -> None:
    form = filled(procedures=[LAND], traps=[], paired="on")

    assert form.is_valid()
    assert [seat.slug for seat in OneStop().seats(form.content())] == ["xa", "tinh"]


def test_points_are_kept_apart_from_the_rest() -> None:
    form = OneStopForm()

    assert [one.name for one in form.main] == [
        "title",
        "procedures",
        "dossiers",
        "traps",
        "start_on",
        "days",
        "paired",
    ]
    assert len(form.advanced) == len(points())


def test_every_procedure_is_told_in_whole_sentences() -> None:
    for said in procedures().values():
        assert said["time"]["words"].endswith(".")
        assert said["fee"]["words"].endswith(".")


def test_choices_name_the_figures_that_were_not_compared() -> None:
    labels = [str(label) for _slug, label in OneStopForm().fields["procedures"].choices]

    unsure = "%s (chưa đối chiếu được với văn bản: %s)"
    assert labels == [
        unsure
        % (
            "Đăng ký biến động: thay đổi thông tin người sử dụng đất",
            "thời hạn, phí và lệ phí, thành phần hồ sơ",
        ),
        "Chứng thực bản sao từ bản chính",
        unsure % ("Đăng ký thành lập hộ kinh doanh", "phí và lệ phí, thành phần hồ sơ"),
        unsure % ("Cấp Giấy xác nhận tình trạng hôn nhân", "thời hạn, phí và lệ phí"),
        "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    ]


def test_note_has_every_figure_once() -> None:
    note = OneStopForm().note.context

    names = ["thời hạn", "phí và lệ phí", "thành phần hồ sơ", "nơi giải quyết"]
    assert [(one.title, [str(line.figure) for line in one.lines]) for one in note["sheets"]] == [
        (said["title"], names) for said in procedures().values()
    ]
    assert note["gaps"] == 7


def test_calendar_says_how_far_it_is_known() -> None:
    assert OneStopForm().fields["start_on"].help_text == (
        "Ngày nghỉ lễ, tết được đối chiếu đến hết 31/12/2026; sau đó chỉ có ngày do luật ấn định."
        " Ngày nghỉ Tết là giả định vì chưa có thông báo."
    )

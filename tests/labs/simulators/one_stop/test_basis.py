"""What a procedure's figures rest on: read, required of what ships, and shown."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from labs.simulators.one_stop import files
from labs.simulators.one_stop.basis import (
    POINTS,
    Basis,
    BasisMissing,
    Point,
    basis,
    require_basis,
)
from labs.simulators.one_stop.files import procedures
from labs.simulators.one_stop.form import OneStopForm
from labs.simulators.one_stop.procedures import procedure
from labs.simulators.one_stop.state import first
from tests.labs.simulators.one_stop.scenes import content

EXTRACT, MARRIAGE, COPY = "trich-luc-ho-tich", "tinh-trang-hon-nhan", "chung-thuc-ban-sao"
BUSINESS, LAND = "ho-kinh-doanh", "bien-dong-dat-dai"
MARK = "Chưa đối chiếu được với văn bản"
POINT = {"law": "Luật Mẫu, Điều 1", "source": "Điều 1"}
GOOD = {"checked_on": "2026-11-28"} | dict.fromkeys(POINTS, POINT)


def card(kind: str, **fields: Any) -> str:
    """The procedure card of a dossier, on one line."""
    dossier = first(content(kind, **fields), 1).dossiers[0]
    text = render_to_string("labs/simulators/one_stop/procedure.html", {"dossier": dossier})
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("slug", "gaps"),
    [
        (EXTRACT, []),
        (COPY, []),
        (MARRIAGE, ["time", "fee"]),
        (BUSINESS, ["fee", "papers"]),
        (LAND, ["time", "fee", "papers"]),
    ],
)
def test_figures_that_were_not_compared(slug: str, gaps: list[str]) -> None:
    basis = procedure(slug, procedures()[slug]).basis

    assert basis.checked_on == date(2026, 11, 28)
    assert tuple(basis.points) == POINTS
    assert [name for name, one in basis.points.items() if not one.is_confirmed] == gaps


def test_point_is_read_as_it_is_written() -> None:
    point = procedure(LAND, procedures()[LAND]).basis.points["level"]

    assert point == Point(
        law="Nghị định 49/2026/NĐ-CP, Điều 14 khoản 2 điểm c",
        source="Điều 14 khoản 2 điểm c: Văn phòng đăng ký đất đai đăng ký biến động, xác nhận"
        " thay đổi; áp dụng đến trước 01/3/2027",
    )


def test_laws_are_named_once() -> None:
    point, other = Point(law="A", source="x"), Point(law="B", gap="y")

    assert Basis(points={"time": point, "fee": other, "papers": point}).laws == "A; B"


def test_basis_that_is_whole_is_let_through() -> None:
    said = {"basis": GOOD}

    require_basis("mau", said)

    assert tuple(basis(said).points) == POINTS


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "mau: no basis"),
        ({"basis": {}}, "mau: the basis cannot be read: 'time'"),
        (
            {"basis": {"checked_on": "hôm nay"} | dict.fromkeys(POINTS, POINT)},
            "mau: the basis cannot be read: Invalid isoformat string: 'hôm nay'",
        ),
        (
            {"basis": GOOD | {"fee": POINT | {"law": ""}}},
            "mau: fee needs a law, and either a source or a gap",
        ),
        (
            {"basis": GOOD | {"time": {"law": "Luật Mẫu"}}},
            "mau: time needs a law, and either a source or a gap",
        ),
        (
            {"basis": GOOD | {"level": POINT | {"gap": "chưa đọc"}}},
            "mau: level needs a law, and either a source or a gap",
        ),
    ],
)
def test_basis_that_does_not_load(said: dict[str, Any], message: str) -> None:
    with pytest.raises(BasisMissing) as refused:
        require_basis("mau", said)

    assert str(refused.value) == message


def test_unknown_word_of_a_point_is_refused() -> None:
    with pytest.raises(BasisMissing, match=r"^mau: the basis cannot be read: .*sure"):
        require_basis("mau", {"basis": GOOD | {"fee": POINT | {"sure": "yes"}}})


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A folder of procedures with one file."""
    (tmp_path / "procedures").mkdir()
    monkeypatch.setattr(files, "DATA", tmp_path)

    def write(text: str) -> None:
        (tmp_path / "procedures" / "mau.toml").write_text(text, encoding="utf-8")

    return write


def test_file_without_basis_does_not_load(data: Callable[[str], None]) -> None:
    data('title = "Thủ tục mẫu"')

    with pytest.raises(BasisMissing, match=r"^mau: no basis$"):
        procedures.__wrapped__()


def test_file_with_basis_loads(data: Callable[[str], None]) -> None:
    points = "".join(f'[basis.{name}]\nlaw = "A"\ngap = "b"\n' for name in POINTS)
    data(f'title = "Thủ tục mẫu"\n[basis]\nchecked_on = "2026-11-28"\n{points}')

    assert procedures.__wrapped__() == {
        "mau": {
            "title": "Thủ tục mẫu",
            "basis": {"checked_on": "2026-11-28"}
            | {name: {"law": "A", "gap": "b"} for name in POINTS},
        }
    }


def test_card_says_basis_and_day() -> None:
    assert (
        "Căn cứ: Nghị định 23/2015/NĐ-CP, Điều 7; Thông tư 226/2016/TT-BTC, Điều 4;"
        " Nghị định 23/2015/NĐ-CP, Điều 20, Điều 22; Nghị định 23/2015/NĐ-CP, Điều 5, sửa đổi tại"
        " Nghị định 280/2025/NĐ-CP, Điều 1 khoản 2; thời hạn và phí là dữ liệu luyện tập, đối"
        " chiếu ngày 28/11/2026.</p>"
    ) in card(COPY)


@pytest.mark.parametrize(("slug", "marks"), [(EXTRACT, 0), (MARRIAGE, 2), (LAND, 3)])
def test_card_marks_what_was_not_compared(slug: str, marks: int) -> None:
    assert card(slug).count(MARK) == marks


def test_card_marks_the_figure_itself() -> None:
    text = card(BUSINESS)

    fee = text.split("<dt>Phí, lệ phí</dt>")[1].split("</dd>")[0]
    time = text.split("<dt>Thời hạn giải quyết</dt>")[1].split("</dd>")[0]
    assert (MARK in fee, MARK in time) == (True, False)


def test_version_frozen_before_there_was_a_basis_still_says_its_sources() -> None:
    old = {name: said for name, said in procedures()[COPY].items() if name != "basis"}
    old["sources"] = [{"text": "Nghị định 23/2015/NĐ-CP", "certainty": "Chắc chắn"}]

    text = card(COPY, procedures={COPY: old})

    assert procedure(COPY, old).basis == Basis()
    assert '<li>Nghị định 23/2015/NĐ-CP. <span class="small">Chắc chắn.</span></li>' in text
    assert (text.count(MARK), "Căn cứ:" in text) == (4, False)


def test_trainer_sees_every_gap_beside_its_figure() -> None:
    note = OneStopForm().note
    text = " ".join(render_to_string(note.template, {"note": note.context}).split())

    assert "Có 7 mục chưa đối chiếu được với văn bản" in text
    assert text.count(MARK) == 7
    assert text.count("<tr>") == 1 + len(procedures()) * (1 + len(POINTS))
    for said in procedures().values():
        for name in POINTS:
            point = said["basis"][name]
            assert point.get("source", point.get("gap")) in text

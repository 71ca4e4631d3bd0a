"""Search without accents, order of names."""

import pytest

from lms.kit.text import fold, given_name, name_sort_key, nfc, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng  Thùy", "dang thuy"),
        ("HOÁ", "hoa"),
        ("hóa", "hoa"),
        ("thuỷ", "thuy"),
        ("Trung tâm Phục vụ hành chính công", "trung tam phuc vu hanh chinh cong"),
    ],
)
def test_fold_drops_every_accent(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_of_decomposed_text_equals_fold_of_composed() -> None:
    assert fold("Thu\u031b\u0300a") == fold(nfc("Thừa")) == "thua"


def test_names_are_sorted_by_given_name_in_vietnamese_order() -> None:
    names = ["Nguyễn Văn Ánh", "Trần An", "Lê Đức", "Lê Dũng", "Võ Ăn", "Lò Ân", "Bùi An"]

    ordered = sorted(names, key=name_sort_key)

    assert ordered == [
        "Bùi An",
        "Trần An",
        "Nguyễn Văn Ánh",
        "Võ Ăn",
        "Lò Ân",
        "Lê Dũng",
        "Lê Đức",
    ]


@pytest.mark.parametrize(
    ("full_name", "given"),
    [
        ("Lê Thị Hà", "Hà"),
        ("Lê Thị Hà (mẫu)", "Hà"),
        ("Lê Thị Hà (Tư pháp) ", "Hà"),
        ("Hà", "Hà"),
        ("(mẫu)", "(mẫu)"),
        ("Hà (mẫu", "(mẫu"),
        ("", ""),
    ],
)
def test_a_note_in_brackets_is_no_given_name(full_name: str, given: str) -> None:
    assert given_name(full_name) == given


def test_namesakes_are_sorted_by_their_notes() -> None:
    names = ["Lê Hà (B)", "Vũ An (mẫu)", "Lê Hà (A)", "Lê Hà", "Lê Hạnh"]

    assert sorted(names, key=name_sort_key) == [
        "Vũ An (mẫu)",
        "Lê Hà",
        "Lê Hà (A)",
        "Lê Hà (B)",
        "Lê Hạnh",
    ]


def test_tones_are_ordered_from_level_to_heavy() -> None:
    tones = ["mạ", "má", "mã", "mả", "mà", "ma"]

    assert sorted(tones, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]

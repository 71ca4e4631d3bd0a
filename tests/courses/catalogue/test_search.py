"""Search ignores accents and knows abbreviations."""

import pytest

from courses.catalogue.queries import courses_matching
from courses.catalogue.words import abbreviations, searchable, words
from tests.factories.courses import CoursePageFactory

NEEDED = [
    *("CBCCVC", "TTHC", "DVC", "HCC", "PVHCC", "QLVB", "CKS", "VTVL"),
    *("CĐS", "ATTT", "BDHVS", "KNS", "UBND", "HĐND", "CSDL"),
]


def test_abbreviations_of_the_glossary() -> None:
    known = abbreviations()

    assert [one for one in NEEDED if " ".join(words(one)) not in known] == []


@pytest.mark.parametrize(
    ("written", "same"), [("hoá", "hóa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("Đề án", "de an")]
)
def test_words_spellings(written: str, same: str) -> None:
    assert words(written) == words(same)


def test_searchable_adds_both_ways() -> None:
    assert " thu tuc hanh chinh " in searchable("Giải quyết TTHC")
    assert " tthc " in searchable("<p>Thủ tục hành chính</p>")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["số hoá", "so hoa", "TTHC", "tthc số", "Thủ Tục", "hành chính", "mot cua", ""]
)
def test_courses_matching_found(asked: str) -> None:
    course = CoursePageFactory(title="Số hóa hồ sơ", summary="Thủ tục hành chính một cửa")
    CoursePageFactory(title="An toàn thông tin", summary="Mật khẩu")

    assert course in courses_matching(asked)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["CKS", "hủ tục", "số hóa xyz"])
def test_courses_matching_not_found(asked: str) -> None:
    CoursePageFactory(title="Số hóa hồ sơ", summary="Thủ tục hành chính một cửa")

    assert list(courses_matching(asked)) == []

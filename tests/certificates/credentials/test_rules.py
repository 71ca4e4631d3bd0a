"""Codes, states, and the lines of a paper."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from certificates.credentials.rules import (
    ALPHABET,
    CODE_LENGTH,
    Line,
    Status,
    new_code,
    printed_lines,
    status_on,
    typed_code,
)

CONTENT = {
    "document": {"vi": "Giấy chứng nhận", "en": "Certificate"},
    "number": "07/2026/GCN",
    "code": "ABCD-EFGH-JKMN",
    "holder": "Nguyễn Văn Mẫu",
    "unit": "",
    "course": {"vi": "Khóa học", "en": ""},
    "periods": 8,
    "criteria": "Học đủ",
    "competencies": [
        {
            "code": "NL-01",
            "name": {"vi": "Tiếp nhận", "en": "Receiving"},
            "level": 3,
            "evidence": "test",
        }
    ],
    "issued_on": "2026-02-05",
    "valid_until": None,
    "issuer": "Trung tâm",
    "place": "Thanh Hóa",
    "signer": "Lê Minh Mẫu",
    "signer_office": "Giám đốc",
}


def test_codes_are_typed_back_in_any_case_with_spaces_and_hyphens() -> None:
    code = new_code()

    assert len(code) == CODE_LENGTH
    assert set(code) <= set(ALPHABET)
    assert typed_code(f" {code[:4].lower()}-{code[4:8]} {code[8:]} ") == code


@given(place=st.integers(0, CODE_LENGTH - 2), letter=st.sampled_from(ALPHABET[:-1]))
def test_one_wrong_letter_is_noticed(place: int, letter: str) -> None:
    code = "3" * (CODE_LENGTH - 1)
    whole = code + ALPHABET[sum((at + 2) for at in range(CODE_LENGTH - 1)) % 29]
    typed = whole[:place] + letter + whole[place + 1 :]

    assert typed_code(typed) == (whole if letter == "3" else None)


@pytest.mark.parametrize("typed", ["", "ABC", "O" * 12, "' or 1=1 --", "А" * 12, "A" * 500])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert typed_code(typed) is None


@pytest.mark.parametrize(
    ("state", "valid_until", "status"),
    [
        ("active", None, Status.VALID),
        ("active", date(2026, 11, 23), Status.EXPIRING),
        ("active", date(2027, 2, 21), Status.EXPIRING),
        ("active", date(2027, 2, 22), Status.VALID),
        ("active", date(2026, 11, 22), Status.EXPIRED),
        ("suspended", date(2026, 11, 22), Status.SUSPENDED),
        ("revoked", None, Status.REVOKED),
    ],
)
def test_status_on_a_day(state: str, valid_until: date | None, status: Status) -> None:
    assert status_on(date(2026, 11, 23), state=state, valid_until=valid_until) == status


def test_printed_lines_leave_out_what_is_empty() -> None:
    with translation.override("en"):
        lines = printed_lines(CONTENT, "en")

    assert lines == [
        Line(key="document", label="Type of document", value="Certificate"),
        Line(key="number", label="Register number", value="07/2026/GCN"),
        Line(key="holder", label="Full name", value="Nguyễn Văn Mẫu"),
        Line(key="course", label="Course", value="Khóa học"),
        Line(key="periods", label="Learning time", value="8 periods"),
        Line(key="criteria", label="Requirements met", value="Học đủ"),
        Line(
            key="competency",
            label="Competency",
            value="NL-01 Receiving: level 3 (test marked by the system)",
        ),
        Line(key="issued_on", label="Issued on", value="05/02/2026"),
        Line(key="valid_until", label="Valid until", value="No end date"),
        Line(key="issuer", label="Issuer", value="Trung tâm"),
        Line(key="place", label="Place of issue", value="Thanh Hóa"),
        Line(key="signer", label="Signed by", value="Lê Minh Mẫu, Giám đốc"),
        Line(key="code", label="Verification code", value="ABCD-EFGH-JKMN"),
    ]

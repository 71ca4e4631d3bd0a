"""What a person types, in Vietnamese notation."""

import pytest

from labs.sheets.entering import as_typed, international, typed
from labs.sheets.errors import EditRefused


@pytest.mark.parametrize(
    ("given", "kind", "text", "code"),
    [
        ("", "blank", "", ""),
        ("  ", "blank", "", ""),
        ("12", "number", "12", ""),
        ("-7", "number", "-7", ""),
        ("1.234,5", "number", "1234.5", "#,##0.00"),
        ("1.234", "number", "1234", "#,##0"),
        ("0,1", "number", "0.1", ""),
        ("12%", "number", "0.12", "0%"),
        ("12,5%", "number", "0.125", "0.0%"),
        ("1e3", "number", "1000", ""),
        ("1234567890123456", "text", "1234567890123456", ""),
        ("1.23", "text", "1.23", ""),
        ("31/12/2026", "date", "2026-12-31", "dd/mm/yyyy"),
        ("1-2-26", "date", "2026-02-01", "dd/mm/yyyy"),
        ("31/02/2026", "text", "31/02/2026", ""),
        ("01/01/1899", "text", "01/01/1899", ""),
        ("true", "truth", "TRUE", ""),
        ("Sai", "truth", "FALSE", ""),
        ("Hộ tịch", "text", "Hộ tịch", ""),
        ("'=1+1", "text", "=1+1", ""),
        ("'12", "text", "12", ""),
        ("=", "text", "=", ""),
        ("@khoa", "text", "@khoa", ""),
        ("+84 12", "text", "+84 12", ""),
        ("=sum(A1;1,5)", "formula", "=sum(A1,1.5)", ""),
    ],
)
def test_what_is_typed_becomes(given: str, kind: str, text: str, code: str) -> None:
    found = typed(given)

    assert (found.kind.value, found.text, found.format) == (kind, text, code)


@pytest.mark.parametrize(
    "given", ["12", "1.234,5", "31/12/2026", "'=1+1", "'12", "Đất đai", "''x", "=A1+1", "TRUE"]
)
def test_what_is_shown_for_typing_gives_the_same_again(given: str) -> None:
    found = typed(given)
    again = typed(as_typed(found.kind, found.text))

    assert (again.kind, again.text) == (found.kind, found.text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("=SUM(A1,B2)", "=SUM(A1,B2)"),
        ("=SUM(1,5)", "=SUM(1,5)"),
        ("=SUM(1,5;2)", "=SUM(1.5,2)"),
        ("=A1*1,5", "=A1*1.5"),
        ('=IF(A1>1,5;"a;b";"c")', '=IF(A1>1.5,"a;b","c")'),
        ('=COUNTIFS(A:A;"x,1")', '=COUNTIFS(A:A,"x,1")'),
        ("=SUM('Quý 1;2'!A1;3)", "=SUM('Quý 1;2'!A1,3)"),
        ("=SUM({1,2;3,4})", "=SUM({1,2;3,4})"),
    ],
)
def test_formulas_are_kept_as_files_keep_them(given: str, kept: str) -> None:
    assert international(given) == kept


@pytest.mark.parametrize("given", ['=WEBSERVICE("http://x")', "=cmd|' /C calc'!A0", "=[1]Sheet!A1"])
def test_a_formula_for_which_the_file_would_be_refused_is_refused(given: str) -> None:
    with pytest.raises(EditRefused):
        typed(given)


def test_too_long_a_text_is_refused_and_controls_are_left_out() -> None:
    assert typed("a\x00b\x0bc").text == "abc"
    with pytest.raises(EditRefused):
        typed("a" * 4_001)

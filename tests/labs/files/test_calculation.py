"""Formulas worked out anew, beside what a spreadsheet program shows for them."""

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from labs.files.checker import calculation
from labs.files.checker.calculation import Calculator, TooMuchWork
from labs.files.checker.syntax import FormulaBroken, functions_in, parse, references_in
from labs.files.checker.values import Fault, Unsupported
from labs.files.checker.workbook import read_book
from tests.factories.files import saved

ROWS = [
    ("Hòa Khê", 100, 46296, "Trực tuyến"),
    ("Lam Sơn", 250, 46297.5, "Trực tiếp"),
    ("Hòa Khê", 0, 46298, "Trực tuyến"),
    ("Xuân Mỹ", None, 46310, None),
    ("lam sơn ", 75.5, 46327.4, "Trực tuyến"),
]


@pytest.fixture(scope="module")
def workbook() -> bytes:
    made = Workbook()
    data = made.active
    data.title = "Số liệu"
    data.append(["Xã", "Phí", "Ngày", "Hình thức"])
    for row in ROWS:
        data.append(list(row))
    data.add_table(Table(displayName="HoSo", ref="A1:D6"))
    made.create_sheet("Tính")
    return saved(made)


def worked_out(workbook: bytes, formula: str) -> object:
    value = Calculator(read_book(workbook)).formula(formula, "Số liệu")
    return value.code if isinstance(value, Fault) else value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3^2", 19.0),
        ("=-2^2", 4.0),
        ("=2^-1", 0.5),
        ("=10%*50", 5.0),
        ("=(1+2)*3&\" hồ sơ\"", "9 hồ sơ"),
        ("=\"a\"=\"A\"", True),
        ("=1<\"a\"", True),
        ("=1/0", "#DIV/0!"),
        ("=\"x\"+1", "#VALUE!"),
        ("=KHONGCO", "#NAME?"),
        ("=Khong!A1", "#REF!"),
        ("=SUM(B2:B6)", 425.5),
        ("=SUM(B:B)", 425.5),
        ("=SUM('Số liệu'!$B$2:$B$6,10)", 435.5),
        ("=AVERAGE(B2:B6)", 106.375),
        ("=COUNT(B2:B6)", 4.0),
        ("=COUNTA(A2:A6)", 5.0),
        ("=COUNTBLANK(D2:D6)", 1.0),
        ("=MAX(B2:B6)-MIN(B2:B6)", 250.0),
        ("=MEDIAN(B2:B6)", 87.75),
        ("=LARGE(B2:B6,2)", 100.0),
        ("=RANK(100,B2:B6)", 2.0),
        ("=ROUND(2.5,0)", 3.0),
        ("=ROUND(-2.5,0)", -3.0),
        ("=ROUND(1.005,2)", 1.01),
        ("=ROUNDUP(12.01,-1)", 20.0),
        ("=ROUNDDOWN(-1.29,1)", -1.2),
        ("=INT(-1.5)", -2.0),
        ("=MOD(-3,5)", 2.0),
        ("=COUNTIF(A2:A6,\"hòa khê\")", 2.0),
        ("=COUNTIF(A2:A6,\"lam*\")", 2.0),
        ("=COUNTIF(B2:B6,\">=100\")", 2.0),
        ("=COUNTIF(B2:B6,\"<>0\")", 4.0),
        ("=COUNTIF(B2:B6,0)", 1.0),
        ("=COUNTIFS(A:A,\"Hòa Khê\",D:D,\"Trực tuyến\")", 2.0),
        ("=COUNTIFS(C2:C6,\">=\"&DATE(2026,10,2),C2:C6,\"<\"&DATE(2026,11,1))", 3.0),
        ("=SUMIFS(B2:B6,A2:A6,\"Hòa Khê\")", 100.0),
        ("=SUMIF(A2:A6,\"Lam Sơn\",B2:B6)", 250.0),
        ("=AVERAGEIFS(B2:B6,A2:A6,\"Không có\")", "#DIV/0!"),
        ("=SUMIFS(B2:B5,A2:A6,\"Hòa Khê\")", "#VALUE!"),
        ("=SUMPRODUCT((A2:A6=\"Hòa Khê\")*(B2:B6))", 100.0),
        ("=SUMPRODUCT(--(D2:D6=\"Trực tuyến\"))", 3.0),
        ("=SUM(HoSo[Phí])", 425.5),
        ("=COUNTIFS(HoSo[Xã],\"Hòa Khê\")", 2.0),
        ("=ROWS(HoSo)", 5.0),
        ("=VLOOKUP(\"Lam Sơn\",A2:D6,2,FALSE)", 250.0),
        ("=VLOOKUP(\"Không\",A2:D6,2,FALSE)", "#N/A"),
        ("=VLOOKUP(\"Lam Sơn\",A2:B6,3,FALSE)", "#REF!"),
        ("=VLOOKUP(46300,C2:C6,1)", 46298.0),
        ("=IFERROR(VLOOKUP(\"Không\",A2:D6,2,0),\"không có\")", "không có"),
        ("=_xlfn.XLOOKUP(\"Xuân Mỹ\",A2:A6,D2:D6,\"trống\")", 0.0),
        ("=_xlfn.XLOOKUP(\"Không\",A2:A6,D2:D6,\"trống\")", "trống"),
        ("=INDEX(B2:B6,MATCH(\"Lam Sơn\",A2:A6,0))", 250.0),
        ("=IF(B2>50,\"Cao\",1/0)", "Cao"),
        ("=IF(B2>500,\"Cao\")", False),
        ("=_xlfn.IFS(B2>500,\"A\",B2>50,\"B\")", "B"),
        ("=AND(B2>1,B3>1)", True),
        ("=OR(FALSE,B4>0)", False),
        ("=TRIM(A6)", "lam sơn"),
        ("=PROPER(TRIM(A6))", "Lam Sơn"),
        ("=UPPER(\"hòa khê\")", "HÒA KHÊ"),
        ("=LEFT(A2,3)&RIGHT(A2,3)", "HòaKhê"),
        ("=MID(\"000.01.25\",5,2)", "01"),
        ("=LEN(A2)", 7.0),
        ("=SUBSTITUTE(\"1.234.567\",\".\",\"\")", "1234567"),
        ("=VALUE(SUBSTITUTE(\"1.234\",\".\",\"\"))+1", 1235.0),
        ("=FIND(\"Khê\",A2)", 5.0),
        ("=SEARCH(\"khê\",A2)", 5.0),
        ("=TEXT(C2,\"dd/mm/yyyy\")", "01/10/2026"),
        ("=TEXT(1234.5,\"#,##0.00\")", "1,234.50"),
        ("=TEXT(0.256,\"0%\")", "26%"),
        ("=YEAR(C2)*100+MONTH(C2)", 202610.0),
        ("=DATE(2026,13,1)-DATE(2026,12,31)", 1.0),
        ("=EOMONTH(DATE(2026,1,31),1)-DATE(2026,2,28)", 0.0),
        ("=WEEKDAY(DATE(2026,11,23),2)", 1.0),
        ("=NETWORKDAYS(DATE(2026,11,20),DATE(2026,11,24))", 3.0),
        ("=DATEDIF(DATE(2025,11,24),DATE(2026,11,23),\"Y\")", 0.0),
        ("=ISBLANK(B5)", True),
        ("=ISNUMBER(B2)", True),
        ("=SUBTOTAL(9,B2:B6)", 425.5),
        ("=SUM({1,2;3,4})", 10.0),
        ("=B5", None),
        ("=B5+1", 1.0),
    ],
)  # fmt: skip
def test_formula(workbook: bytes, formula: str, value: object) -> None:
    assert worked_out(workbook, formula) == value


@pytest.mark.parametrize(
    "formula", ["=BAHTTEXT(1)", "=OFFSET(A1,1,1)", "=TODAY()", '=TEXT(1,"[h]")']
)
def test_what_is_not_known_is_said(workbook: bytes, formula: str) -> None:
    with pytest.raises(Unsupported):
        worked_out(workbook, formula)


@pytest.mark.parametrize("source", ["=1+", "=SUM(", "=)", "=A1:", '="', "=(" * 200, "=1 2"])
def test_what_cannot_be_read(source: str) -> None:
    with pytest.raises(FormulaBroken):
        parse(source)


def test_circles_end() -> None:
    made = Workbook()
    made.active["A1"], made.active["B1"] = "=B1+1", "=A1+1"

    value = Calculator(read_book(saved(made))).at("Sheet", 1, 1)

    assert isinstance(value, Fault)
    assert value.code == "#CIRC!"


def test_work_is_counted(workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculation, "MAX_STEPS", 1_000)

    with pytest.raises(TooMuchWork):
        worked_out(workbook, "=SUM(A1:Z999)")


def test_functions_and_references_of_a_formula() -> None:
    assert functions_in("=IF(SUMIFS(A:A,B:B,1)>0,_xlfn.XLOOKUP(1,A:A,B:B),0)") == {
        *("IF", "SUMIFS", "XLOOKUP"),
    }
    assert references_in("=SUM(1,2)") is False
    assert references_in("=SUM(HoSo[Phí])") is True


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("=SUM(1E+308,1E+308)", "#NUM!"),
        ("=SUBTOTAL(9,1E+308,1E+308)", "#NUM!"),
        ("=ROUND(1E+308,15)", "#NUM!"),
        ("=DATEVALUE(1E+308)", "#NUM!"),
        ('=REPT("",1E+20)', "#NUM!"),
        ("=IF()", "#VALUE!"),
        ("=IF(TRUE)", "#VALUE!"),
        ("=IFERROR(1/0)", "#VALUE!"),
        ("=SUBTOTAL()", "#VALUE!"),
        ("=SWITCH()", "#VALUE!"),
        ("=CHOOSE()", "#VALUE!"),
    ],
)
def test_what_cannot_be_worked_out_is_an_error_of_its_cell(
    workbook: bytes, formula: str, fault: str
) -> None:
    assert worked_out(workbook, formula) == fault

"""What an author's solution tells of its classes."""

import pytest

from labs.assignments.classes import written

POINT = """
class Diem:
    def __init__(self, x): self.x = x
    def __add__(self, o): return Diem(self.x + o.x)
    __radd__ = __add__
    @classmethod
    def goc(cls): return cls(0)
    @classmethod
    def dem(cls): return 1
    @staticmethod
    def don_vi(): return "m"
"""
KNOWN = {
    "name": "Diem",
    "operators": ["__add__", "__init__", "__radd__", "dem", "don_vi", "goc"],
    "makers": ["__add__", "__radd__", "goc"],
    "open": False,
}


def test_a_class_is_told_by_its_operators_and_what_makes_it() -> None:
    assert written([POINT]) == {"classes": {"Diem": KNOWN}, "objects": {}, "functions": {}}


def test_objects_are_those_of_known_classes() -> None:
    cells = [POINT, "a = Diem(1)\nb = c = Diem.goc()\nd = Diem.dem()\ne = max(1, 2)"]

    assert written(cells)["objects"] == {"a": "Diem", "b": "Diem", "c": "Diem"}


def test_what_a_class_is_built_on_counts() -> None:
    found = written([POINT, "class Dau(Diem):\n    def __len__(self): return 1"])["classes"]["Dau"]

    assert found["operators"] == sorted([*KNOWN["operators"], "__len__"])
    assert (found["makers"], found["open"]) == (KNOWN["makers"], False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return A(1)", True),
        ("return type(self)(1)", True),
        ("return self.__class__(1)", True),
        ("return copy.deepcopy(self)", True),
        ("return dataclasses.replace(self, x=1)", True),
        ("self.x += 1; return self", True),
        ("moi = A(1); moi.x = 2; return moi", True),
        ("return self if o == 0 else NotImplemented", True),
        ("return self * 2", True),
        ("return -self", False),  # nothing says what that gives
        ("return self.nhan(2)", True),
        ("def trong(): return 5\n        return A(trong())", True),
        ("if o: return A(1)\n        return 5", False),
        ("moi = A(1); moi = 5; return moi", False),
        ("return self.x", False),
        ("return [A(1)]", False),
        ("return B(1)", False),
        ("return", False),
        ("pass", False),
        ("raise ValueError", False),
    ],
)
def test_a_method_makes_such_an_object_when_it_gives_nothing_else(
    body: str, expected: bool
) -> None:
    source = (
        f"class A:\n    def f(self, o=0):\n        {body}\n"
        "    def __mul__(self, k): return A(k)\n    def nhan(self, k): return self * k"
    )

    assert ("f" in written([source])["classes"]["A"]["makers"]) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [("return Diem(1)", {"f": "Diem"}), ("return 5", {}), ("return Diem(1) if x else 5", {})],
)
def test_a_function_that_gives_nothing_but_such_objects_is_told(
    body: str, expected: dict[str, str]
) -> None:
    assert written([POINT, f"def f(x):\n    {body}"])["functions"] == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("object", False),
        ("list", False),
        ("abc.ABC", False),
        ("Generic[T]", False),
        ("typing.NamedTuple", False),
        ("enum.Enum", False),
        ("collections.UserDict", True),
        ("fractions.Fraction", True),
    ],
)
def test_a_class_on_one_that_is_not_seen_is_open(base: str, expected: bool) -> None:
    assert written([f"class A({base}): pass"])["classes"]["A"]["open"] is expected


def test_an_order_made_whole_is_four_operators() -> None:
    source = "@functools.total_ordering\nclass A:\n    def __lt__(self, o): return True"

    assert written([source])["classes"]["A"]["operators"] == [
        "__ge__",
        "__gt__",
        "__le__",
        "__lt__",
    ]


def test_what_only_ipython_understands_and_what_nobody_does_is_passed_over() -> None:
    found = written(["%time\nclass A: pass", "class B("])

    assert list(found["classes"]) == ["A"]

"""A third lab of such checks: operators, text, loops and copies of the learner's classes."""

SOLUTION = """
import collections, copy, functools, typing
import numpy as np
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    @classmethod
    def tu_chuoi(cls, s): return cls(*map(int, s.split(",")))
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o):
        if isinstance(o, int): return Vector(self.x - o, self.y - o)
        return Vector(self.x - o.x, self.y - o.y)
    def __truediv__(self, k): return Vector(self.x / k, self.y / k)
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __neg__(self): return Vector(-self.x, -self.y)
    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5
    def __round__(self, n=0): return Vector(round(self.x, n), round(self.y, n))
    def __eq__(self, o):
        if isinstance(o, (list, tuple)): return [self.x, self.y] == list(o)
        return isinstance(o, Vector) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __repr__(self): return f"Vector({self.x}, {self.y})"
    def __str__(self): return f"({self.x}; {self.y})"
    def __format__(self, spec): return f"<{self.x:{spec}}>"
    def __len__(self): return 2
    def __iter__(self): return iter((self.x, self.y))
    def __reversed__(self): return iter((self.y, self.x))
v0 = Vector(3, 4)
def goc(n): return Vector(n, n)
@functools.total_ordering
class Diem:
    def __init__(self, so): self.so = so
    def __eq__(self, o): return self.so == (o.so if isinstance(o, Diem) else o)
    def __lt__(self, o): return self.so < (o.so if isinstance(o, Diem) else o)
class Quy:
    def __init__(self, so=0): self.so, self.ghi = so, []
    def __iadd__(self, n): self.so += n; return self
    def __isub__(self, n):
        if n > self.so: raise ValueError("không đủ")
        self.so -= n
        return self
    def __enter__(self): self.ghi.append("mở"); return self
    def __exit__(self, *loi): self.ghi.append("đóng"); return False
    def __call__(self, n): return n * 2
class So:
    def __init__(self, ten): self.ten = set(ten)
    def __contains__(self, t): return t.strip().upper() in self.ten
class DemNguoc:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n + 1
class Vo_han:
    def __iter__(self):
        n = 0
        while True:
            n += 1
            yield n
class TuDien(collections.UserDict):
    def __missing__(self, k): return 0
class ToaDo(typing.NamedTuple):
    x: int
    y: int
    def __add__(self, o): return ToaDo(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return ToaDo(self.x * k, self.y * k)
    def __str__(self): return f"[{self.x}|{self.y}]"
class GioHang(list):
    def __add__(self, o): return GioHang(sorted([*self, *o]))
class HoSo:
    def __init__(self, ma): self.ma = ma
thuc = [0.1 + 0.2, 1.0]
def chia(a, b): return a / b
def nem(n): raise ValueError("v")
"""

# The same names, and everything a little wrong.
WRONG = """
import collections, copy, functools, typing
import numpy as np
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    @classmethod
    def tu_chuoi(cls, s): return cls(0, 0)
    def __mul__(self, k): return Vector(self.x * k, self.y)
    def __rmul__(self, k): return Vector(self.x, self.y * k)
    def __add__(self, o): return Vector(self.x + o.x, self.x + o.y)
    def __radd__(self, o): return Vector(0, 0)
    def __sub__(self, o): return Vector(7, 7)
    def __truediv__(self, k): return Vector(7, 7)
    def __matmul__(self, o): return 7
    def __neg__(self): return self
    def __abs__(self): return 7
    def __round__(self, n=0): return self
    def __eq__(self, o): return self.x == getattr(o, "x", o)
    def __hash__(self): return id(self)
    def __repr__(self): return "Vector"
    def __len__(self): return 3
    def __iter__(self): return iter((self.y, self.x))
v0 = Vector(4, 4)
def goc(n): return Vector(n, 0)
class Diem:
    def __init__(self, so): self.so = so
    def __eq__(self, o): return False
    def __lt__(self, o): return True
    def __ge__(self, o): return True
class Quy:
    def __init__(self, so=0): self.so, self.ghi = so, []
    def __iadd__(self, n): return self
    def __isub__(self, n): return self
    def __enter__(self): return self
    def __exit__(self, *loi): return True
class So:
    def __init__(self, ten): self.ten = set(ten)
    def __contains__(self, t): return t in self.ten
class DemNguoc:
    def __init__(self, n): self.n = n
    def __iter__(self): return iter(range(self.n))
class Vo_han:
    def __iter__(self):
        while True: yield 0
class TuDien(collections.UserDict): pass
class ToaDo(typing.NamedTuple):
    x: int
    y: int
class GioHang(list): pass
class HoSo:
    def __init__(self, ma): self.ma = ma
thuc = [0.3, 1.1]
def chia(a, b): return 0
def nem(n): raise TypeError("v")
"""

CHECKS = """
v = Vector(1, 2) * 3
assert v.x == 3 and v.y == 6

v = 3 * Vector(1, 2)
assert (v.x, v.y) == (3, 6)

k = lab.random.randrange(2, 9)
assert list(Vector(1, 2) * k) == [k, 2 * k]

assert Vector(1, 2) * 3 == Vector(3, 6) and Vector(1, 2) * 3 != Vector(3, 7)

assert Vector(1, 2) == [1, 2] and Vector(1, 2) != [1, 3]

assert (1, 2) == Vector(1, 2) and not Vector(1, 2) == (2, 1)

assert Vector(1, 2) + Vector(1, 1) == Vector(2, 3) and (Vector(1, 2) + Vector(1, 1)).y == 3

assert sum([Vector(1, 1), Vector(2, 3)]) == Vector(3, 4)

assert list(Vector(5, 6) - 1) == [4, 5] and list(Vector(5, 6) - Vector(1, 1)) == [4, 5]

assert (Vector(5, 6) / 2).x == 2.5

assert Vector(1, 2) @ Vector(3, 4) == 11

assert list(-Vector(1, 2)) == [-1, -2]

assert abs(Vector(3, 4)) == 5 and list(round(Vector(1.26, 2.0), 1)) == [1.3, 2.0]

assert (v0 * 2).x == 6

assert list(Vector.tu_chuoi("1,2") * 2) == [2, 4]

assert (goc(3) * 2).x == 6 and (2 * goc(3)).y == 6 and abs(abs(goc(1) * 3) - 18**0.5) < 1e-9

v = Vector(1, 2)
w = v * 2
assert list(w * 2) == [4, 8] and list(v) == [1, 2]

assert len(Vector(1, 2)) == 2 and len([*Vector(1, 2)]) == 2

x, y = Vector(1, 2)
assert (x, y) == (1, 2)

assert list(reversed(Vector(1, 2))) == [2, 1]

assert str(Vector(1, 2)) == "(1; 2)" and repr(Vector(1, 2)) == "Vector(1, 2)"

assert f"{Vector(1, 2):.1f}" == "<1.0>" and format(Vector(1, 2), "d") == "<1>"

assert f"{Vector(1, 2)!s} {Vector(1, 2)!r}" == "(1; 2) Vector(1, 2)"

assert hash(Vector(1, 2)) == hash(Vector(1, 2)) and len({Vector(1, 2), Vector(1, 2)}) == 1

v = Vector(1, 2)
ban = copy.deepcopy(v)
ban.x = 9
assert v.x == 1 and ban.y == 2 and type(ban) is Vector and str(copy.copy(v)) == "(1; 2)"

assert Diem(5) < 8 and Diem(9) >= 8 and not Diem(9) < 8 and 5 < Diem(6)

assert Diem(5) == 5 and Diem(5) <= Diem(5) and sorted([Diem(2), Diem(1)])[0].so == 1

assert [d.so for d in sorted([Diem(3), Diem(1), Diem(2)], reverse=True)] == [3, 2, 1]

q = Quy(10)
q += 5
q -= 3
assert q.so == 12

q = Quy(1)
try:
    q -= 5
    assert False, "phải báo lỗi"
except ValueError as e:
    assert str(e) == "không đủ"

with Quy(1) as q:
    q += 1
assert q.so == 2 and q.ghi == ["mở", "đóng"]

assert callable(Quy(1)) and Quy(1)(4) == 8

assert " an " in So(["AN"]) and "b" not in So(["AN"])

assert list(DemNguoc(3)) == [3, 2, 1] and next(DemNguoc(5)) == 5

d = iter(DemNguoc(2))
assert [next(d), next(d), next(d, None)] == [2, 1, None]

kq = []
for n in Vo_han():
    if n > 3: break
    kq.append(n)
assert kq == [1, 2, 3]

t = TuDien(a=1)
t["b"] = 2
assert t == {"a": 1, "b": 2} and "a" in t and t["c"] == 0

assert ToaDo(1, 2) + ToaDo(3, 4) == (4, 6) and (ToaDo(1, 2) * 2).y == 4

assert str(ToaDo(1, 2)) == "[1|2]" and f"{ToaDo(1, 2)}" == "[1|2]"

assert ToaDo(1, 2)._replace(x=5) == (5, 2) and str(ToaDo(1, 2)._replace(x=5)) == "[5|2]"

assert GioHang([3]) + [1] == [1, 3]

assert type(Vector(1, 2) * 2) is Vector and (Vector(1, 2) * 2).y == 4

import unittest
t = unittest.TestCase()
t.assertEqual(Vector(1, 2) * 2, Vector(2, 4)); t.assertIsInstance(HoSo("a"), HoSo)
t.assertAlmostEqual(thuc[0], 0.3); t.assertEqual(thuc[1], 1.0); t.assertIs(type(v0), Vector)

import unittest
t = unittest.TestCase()
t.assertCountEqual(list(Vector(1, 2)), [2, 1]); t.assertIn("an", So(["AN"]))
t.assertRaises(ZeroDivisionError, chia, 1, 0); t.assertRaisesRegex(ValueError, "v", nem, 0)
t.assertGreater(Diem(2), Diem(1)); t.assertIsNone(None)

import unittest
class KiemTra(unittest.TestCase):
    def test_nhan(self): self.assertEqual((Vector(1, 2) * 3).y, 6)
    def test_chia(self):
        with self.assertRaises(ZeroDivisionError): chia(1, 0)
unittest.main(argv=[""], exit=False)

import unittest
class KiemTra(unittest.TestCase):
    def test_nhan(self): self.assertEqual((Vector(1, 2) * 3).y, 6)
unittest.main(argv=[""])

np.testing.assert_allclose(list(Vector(1, 2) * 0.1), [0.1, 0.2])
"""
IDIOMS = CHECKS.strip().split("\n\n")

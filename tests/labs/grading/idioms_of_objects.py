"""A second lab of such checks: classes, functions and calendars."""

SOLUTION = '''
import abc, dataclasses, enum, functools, typing
import numpy as np, pandas as pd
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
def dem(n):
    for i in range(n): yield i
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    def __rmul__(self, k): return self * k
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __radd__(self, o): return self if o == 0 else self + o
    def __eq__(self, o): return isinstance(o, Vector) and (self.x, self.y) == (o.x, o.y)
    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5
    def __str__(self): return f"({self.x}, {self.y})"
    def __contains__(self, v): return v in (self.x, self.y)
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __bool__(self): return bool(self.x or self.y)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __format__(self, spec): return f"V{self.x}{spec}"
class Hinh(abc.ABC):
    so_luong = 0
    def __init__(self): Hinh.so_luong += 1
    @abc.abstractmethod
    def dien_tich(self): ...
class Vuong(Hinh):
    """Hình vuông."""
    def __init__(self, a): super().__init__(); self._a = a
    def dien_tich(self): return self._a ** 2
    @property
    def a(self): return self._a
    @a.setter
    def a(self, v):
        if v < 0: raise ValueError("âm")
        self._a = v
    @staticmethod
    def don_vi(): return "m"
    @classmethod
    def tao(cls, s): return cls(int(s))
class CauHinh:
    _mot = None
    def __new__(cls):
        if cls._mot is None: cls._mot = super().__new__(cls)
        return cls._mot
class ThieuTien(Exception):
    def __init__(self, thieu): super().__init__(f"thiếu {thieu}"); self.thieu = thieu
def rut(a, b):
    if b > a: raise ThieuTien(b - a)
    return a - b
@dataclasses.dataclass(order=True)
class HoSo:
    ma: str
    phi: int = 0
    the: list = dataclasses.field(default_factory=list)
@dataclasses.dataclass(frozen=True)
class Dong:
    a: int
class Mau(enum.Enum):
    DO = 1
    XANH = 2
class Co(enum.Flag):
    A = 1
    B = 2
class NganXep:
    def __init__(self): self.xs = []
    def day(self, x): self.xs.append(x)
    def lay(self):
        if not self.xs: raise IndexError("rỗng")
        return self.xs.pop()
    def rong(self): return not self.xs
    def __len__(self): return len(self.xs)
    def __iter__(self): return iter(self.xs)
def dem_goi(f):
    @functools.wraps(f)
    def trong(*a, **k):
        trong.so_lan += 1
        return f(*a, **k)
    trong.so_lan = 0
    return trong
@dem_goi
def chao(ten, *, loi="Xin chào"):
    """Chào."""
    return f"{loi} {ten}"
def cong_het(*a, **k): return sum(a) + sum(k.values())
def bo_dem():
    n = 0
    def tang():
        nonlocal n
        n += 1
        return n
    return tang
def tra(d, k): return d[k]
def gop(a, b): return a.merge(b, on="k", how="left")
ky = pd.period_range("2026-01", periods=3, freq="M")
ks = pd.Series([1, 2, 3], index=ky)
khoang = pd.cut(pd.Series([1, 5, 9]), bins=[0, 3, 6, 10])
khoang_ten = pd.cut(pd.Series([1, 5, 9]), bins=[0, 3, 6, 10], labels=["thấp", "vừa", "cao"])
mc = pd.DataFrame({"g": ["a", "a", "b"], "v": [1, 2, 3]}).groupby("g").agg({"v": ["sum", "mean"]})
ts = pd.Series(range(4), index=pd.date_range("2026-01-01", periods=4, freq="12h"))
ngay_tong = ts.resample("D").sum()
nat = pd.Series([pd.Timestamp("2026-01-01"), None])
lay_dau = functools.partial(max, 3)
P = typing.NamedTuple("P", [("x", int), ("y", int)])
p = P(1, 2)
def ap_dung(f, *a): return f(*a)
def tron(a, b=[], *c, d=4, **e): return a
def gt(n): return 1 if n < 2 else n * gt(n - 1)
'''

CHECKS = """
import itertools
assert list(itertools.islice(fib(), 150))[:5] == [0, 1, 1, 2, 3]

kq = []
for x in fib():
    if x > 10: break
    kq.append(x)
assert kq == [0, 1, 1, 2, 3, 5, 8]

assert [a for a, _ in zip(fib(), range(4))] == [0, 1, 1, 2]

g = dem(2)
assert next(g) == 0 and next(g) == 1
try:
    next(g)
    assert False
except StopIteration:
    pass

g = dem(1); next(g)
assert next(g, None) is None

assert sum([Vector(1, 1), Vector(2, 2)], Vector(0, 0)) == Vector(3, 3)

assert 1 in Vector(1, 2) and 5 not in Vector(1, 2)

v = Vector(1, 2)
v += Vector(1, 1)
assert v.x == 2 and v[1] == 3 and not Vector(0, 0)

v = Vector(1, 2)
v.x += 4
assert v.x == 5

try:
    Hinh()
    assert False, "phải trừu tượng"
except TypeError:
    pass

assert Vuong(3).dien_tich() == 9 and isinstance(Vuong(3), Hinh) and issubclass(Vuong, Hinh)

v = Vuong(2)
v.a = 5
assert v.a == 5
try:
    v.a = -1
    assert False
except ValueError: pass

assert Vuong.don_vi() == "m" and Vuong.tao("4").a == 4 and type(Vuong.tao("4")) is Vuong

truoc = Hinh.so_luong
Vuong(1)
assert Hinh.so_luong == truoc + 1

assert Vuong.__doc__ == "Hình vuông." and Vuong.__name__ == "Vuong"

assert type(Vuong(1)).__name__ == "Vuong"

assert type(Vuong(1)) == Vuong and type(Vuong(1)) != Vector

assert Vuong.__mro__[1] == Hinh

import inspect
assert inspect.signature(tron).parameters["d"].kind.name == "KEYWORD_ONLY"

assert CauHinh() is CauHinh()

try:
    rut(1, 5)
    assert False
except ThieuTien as e:
    assert e.thieu == 4 and str(e) == "thiếu 4"

import unittest
t = unittest.TestCase()
with t.assertRaises(ThieuTien) as cm:
    rut(1, 5)
t.assertEqual(cm.exception.thieu, 4)

try:
    tra({"a": 1}, "b")
    assert False
except KeyError as e:
    assert e.args[0] == "b" and str(e) == "'b'"

assert HoSo("a") == HoSo("a", 0) and HoSo("a") < HoSo("b") and HoSo("a").the == []

assert HoSo("a").the is not HoSo("a").the

assert set(HoSo.__dataclass_fields__) == {"ma", "phi", "the"}

d = Dong(1)
try:
    d.a = 2
    assert False
except AttributeError:
    pass

assert vars(HoSo("a", 2)) == {"ma": "a", "phi": 2, "the": []}

assert [m.name for m in Mau] == ["DO", "XANH"] and list(Mau)[0] == Mau.DO and len(Mau) == 2

assert Mau["DO"] is Mau.DO and Mau(2) is Mau.XANH and Mau.DO in Mau and Mau.DO != Mau.XANH

assert (Co.A | Co.B).value == 3 and Co.A in (Co.A | Co.B)

s = NganXep()
s.day(1); s.day(2)
assert s.lay() == 2 and len(s) == 1 and not s.rong() and list(s) == [1]

s = NganXep()
try:
    s.lay()
except IndexError as e:
    assert "rỗng" in str(e)
else:
    assert False

truoc = chao.so_lan
assert chao("A") == "Xin chào A" and chao("B", loi="Hi") == "Hi B" and chao.so_lan == truoc + 2

assert chao.__name__ == "chao" and chao.__doc__ == "Chào."

assert chao.__wrapped__("C") == "Xin chào C"

so = lab.random.randrange(10)
def nhan_doi(x): return x * 2
assert dem_goi(nhan_doi)(so) == so * 2 and dem_goi(nhan_doi).__name__ == "nhan_doi"

assert cong_het(1, 2, a=3) == 6 and cong_het() == 0 and cong_het(*[1, 2], **{"z": 1}) == 4

t = bo_dem(); u = bo_dem()
assert [t(), t(), u()] == [1, 2, 1]

a = pd.DataFrame({"k": [1, 2], "x": [3, 4]}); b = pd.DataFrame({"k": [1], "y": ["z"]})
pd.testing.assert_frame_equal(gop(a, b), a.merge(b, on="k", how="left"))

pd.testing.assert_index_equal(ky, pd.period_range("2026-01", periods=3, freq="M"))

assert str(ks.index[0]) == "2026-01" and ks["2026-02"] == 2

assert khoang.iloc[0].right == 3 and 1 in khoang.iloc[0]

pd.testing.assert_series_equal(khoang, pd.cut(pd.Series([1, 5, 9]), bins=[0, 3, 6, 10]))

assert khoang_ten.tolist() == ["thấp", "vừa", "cao"] and khoang_ten.cat.ordered

assert mc[("v", "sum")].tolist() == [3, 3] and mc.columns.nlevels == 2

dung = pd.Series(range(4), index=pd.date_range("2026-01-01", periods=4, freq="12h"))
dung = dung.resample("D").sum()
pd.testing.assert_series_equal(ngay_tong, dung)

assert pd.isna(nat[1]) and nat[0] == pd.Timestamp("2026-01-01")

assert lay_dau(5) == 5 and callable(lay_dau)

assert p == (1, 2) and p.x == 1 and p._fields == ("x", "y") and p._asdict() == {"x": 1, "y": 2}

assert ap_dung(lambda a, b=2, *, c=3: a + b + c, 1) == 6

so = 7
assert ap_dung(lambda a: gt(a) + so, 4) == 31

assert hasattr(NganXep, "day") and not hasattr(NganXep, "__lt__x") and hasattr(NganXep(), "__len__")

assert sorted([HoSo("b"), HoSo("a")])[0].ma == "a" and min([HoSo("b"), HoSo("a")]).ma == "a"

assert any(h.ma == "a" for h in [HoSo("a")]) and {h.ma: h for h in [HoSo("a")]}["a"].phi == 0

assert "x" in vars(Vector(1, 2)) and getattr(Vector(1, 2), "x", None) == 1

assert gt.__code__.co_argcount == 1

assert tron.__defaults__ == ([],) and tron.__kwdefaults__ == {"d": 4}

v = Vector(1, 2)
del v.x
assert not hasattr(v, "x")
"""
IDIOMS = CHECKS.strip().split("\n\n")

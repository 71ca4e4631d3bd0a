"""One lab with everything that authors write in checks: a solution, and the checks on it."""

SOLUTION = '''
import collections, dataclasses, datetime, decimal, enum, fractions, re
import numpy as np, pandas as pd

df = pd.DataFrame({
    "don_vi": ["A", "B", "A"],
    "so": [1, 2, 3],
    "ngay": pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01"]),
})
tong = df.groupby("don_vi")["so"].sum()
dem = df["don_vi"].value_counts()
bang = df.pivot_table(index="don_vi", columns="so", values="so", aggfunc="count", fill_value=0)
hai = df.groupby(["don_vi", "so"]).size()
gop = df.groupby("don_vi").agg(tong=("so", "sum"), tb=("so", "mean")).reset_index()
loai = df["don_vi"].astype("category")
thieu = pd.Series([1.0, None, 3.0], name="x")
gio_vn = pd.Series(pd.to_datetime(["2026-01-01 07:00"]).tz_localize("Asia/Ho_Chi_Minh"))
cho = gio_vn - gio_vn.dt.normalize()
nguyen = pd.Series([1, None], dtype="Int64")
mang = np.arange(6).reshape(2, 3)
thuc = np.arange(3, dtype="float32")
ngay64 = np.array(["2026-01-01", "2026-01-02"], dtype="datetime64[D]")
so64, dung = np.int64(5), np.bool_(True)
dem_chu = collections.Counter("aab")
thu_tu = collections.OrderedDict(a=1, b=2)
nhom = collections.defaultdict(list, {"a": [1]})
hang = collections.deque([1, 2], maxlen=5)
Diem = collections.namedtuple("Diem", "x y")
diem = Diem(1, 2)
thoi_han, gio = datetime.timedelta(days=3), datetime.time(8, 30)
phan, tien = fractions.Fraction(1, 3), decimal.Decimal("1.10")
khoang, mau, byte, day_byte = range(3), re.compile("a+"), b"ab", bytearray(b"ab")

@dataclasses.dataclass
class HoSo:
    ma: str
    phi: int = 0

ho_so = HoSo("H1", 5)

class TaiKhoan:
    def __init__(self, so_du=0): self.so_du = so_du
    def gui(self, n): self.so_du += n; return self
    def __repr__(self): return f"TaiKhoan({self.so_du})"
    def __eq__(self, o): return isinstance(o, TaiKhoan) and self.so_du == o.so_du
    def __hash__(self): return 1
    def __add__(self, o): return TaiKhoan(self.so_du + o.so_du)
    def __lt__(self, o): return self.so_du < o.so_du
    def __neg__(self): return TaiKhoan(-self.so_du)
    def __len__(self): return self.so_du
    def __enter__(self): return self
    def __exit__(self, kind, error, trace): return kind is ValueError

class TietKiem(TaiKhoan): pass
class Mau(enum.Enum):
    DO = 1
class Muc(enum.IntEnum):
    CAO = 3
class LoiNghiepVu(ValueError): pass
class LoiHetHan(LoiNghiepVu): pass

def f(n):
    """Tăng một."""
    return n + 1
def sinh(n):
    yield from range(n)
def loi(n):
    if n < 0: raise ValueError("âm")
    return n
def nem(n):
    raise (LoiNghiepVu if n else LoiHetHan)("hết hạn")
def anh_xa(g, xs): return [g(x) for x in xs]
def them(xs): xs.append(4)
def nhan(): return lambda x: x * 2
def doi(d):
    d = d.copy(); d["moi"] = d["so"] * 2; return d
'''

# One check a paragraph.
CHECKS = """
assert tong["A"] == 4

assert tong.name == "so" and tong.index.name == "don_vi"

dung_la = pd.Series([4, 2], index=pd.Index(["A", "B"], name="don_vi"), name="so")
pd.testing.assert_series_equal(tong, dung_la)

assert dem.name == "count" and dem.to_dict() == {"A": 2, "B": 1}

goc = pd.DataFrame({"don_vi": ["A", "B", "A"], "so": [1, 2, 3]})
dung_la = goc.pivot_table(index="don_vi", columns="so", values="so", aggfunc="count", fill_value=0)
pd.testing.assert_frame_equal(bang, dung_la)

assert hai.loc[("A", 1)] == 1 and hai.index.names == ["don_vi", "so"]

assert list(gop.columns) == ["don_vi", "tong", "tb"] and gop.tb.iloc[0] == 2.0

assert str(df["ngay"].dtype).startswith("datetime64") and df["ngay"].dt.month.tolist() == [1, 2, 3]

assert str(loai.dtype) == "category" and list(loai.cat.categories) == ["A", "B"]

assert thieu.isna().sum() == 1 and thieu.name == "x"

assert gio_vn.dt.hour[0] == 7 and str(gio_vn.dt.tz) == "Asia/Ho_Chi_Minh"

assert cho[0] == pd.Timedelta(hours=7)

assert str(nguyen.dtype) == "Int64" and nguyen.sum() == 1 and nguyen.isna()[1]

assert mang.shape == (2, 3) and mang.sum() == 15 and mang.dtype.kind == "i"

np.testing.assert_allclose(thuc, [0, 1, 2])
assert thuc.dtype == np.float32

assert ngay64.dtype == "datetime64[D]" and str(ngay64[1]) == "2026-01-02"

assert isinstance(mang, np.ndarray)

assert so64 == 5 and dung == True and so64.dtype == np.int64

assert dem_chu == {"a": 2, "b": 1} and dem_chu.most_common(1) == [("a", 2)]

assert isinstance(dem_chu, collections.Counter)

assert thu_tu == {"a": 1, "b": 2} and list(thu_tu) == ["a", "b"]

assert nhom == {"a": [1]} and nhom["a"] == [1]

assert list(hang) == [1, 2] and hang[-1] == 2

assert diem == (1, 2) and diem.x == 1 and diem[1] == 2 and isinstance(diem, tuple)

assert thoi_han == datetime.timedelta(days=3) and gio == datetime.time(8, 30)

assert phan == fractions.Fraction(1, 3) and tien == decimal.Decimal("1.10")

assert list(khoang) == [0, 1, 2] and khoang == range(3)

assert mau.match("aa") is not None and mau.pattern == "a+"

assert byte == b"ab" and bytes(day_byte) == b"ab"

assert ho_so.ma == "H1" and ho_so.phi == 5

assert HoSo("H1", 5) == ho_so and HoSo("H2") != ho_so

assert isinstance(ho_so, HoSo)

tk = TaiKhoan(10)
tk.gui(5)
assert tk.so_du == 15

tk = TaiKhoan()
tk.so_du = 7
assert tk.so_du == 7 and len(tk) == 7

assert repr(TaiKhoan(3)) == "TaiKhoan(3)" and str(TaiKhoan(3)) == "TaiKhoan(3)"

assert TaiKhoan(1) == TaiKhoan(1) and not (TaiKhoan(1) == TaiKhoan(2))

assert (TaiKhoan(1) + TaiKhoan(2)).so_du == 3 and (-TaiKhoan(2)).so_du == -2

assert TaiKhoan(1) < TaiKhoan(2) and max(TaiKhoan(2), TaiKhoan(1)).so_du == 2

with TaiKhoan(1) as t:
    assert t.so_du == 1

with TaiKhoan(1) as t:
    assert loi(2) == 2
    loi(-1)
    assert False

assert issubclass(TietKiem, TaiKhoan) and isinstance(TietKiem(), TaiKhoan)

assert Mau.DO.value == 1 and Mau.DO.name == "DO" and Mau(1) == Mau.DO

assert Muc.CAO == 3 and Muc.CAO.name == "CAO" and Muc.CAO + 1 == 4

assert callable(f) and not callable(ho_so) and f(1) == 2

assert f.__doc__ == "Tăng một." and f.__name__ == "f" and TaiKhoan.__name__ == "TaiKhoan"

import inspect
assert list(inspect.signature(f).parameters) == ["n"]

import inspect
assert "return n + 1" in inspect.getsource(f)

assert list(sinh(3)) == [0, 1, 2] and next(sinh(3)) == 0 and sum(sinh(4)) == 6 and 1 in sinh(3)

try:
    loi(-1)
except ValueError as e:
    assert str(e) == "âm"
else:
    assert False

try:
    nem(1)
except LoiHetHan:
    assert False
except LoiNghiepVu as e:
    assert str(e) == "hết hạn"
else:
    assert False

try:
    nem(0)
except LoiNghiepVu as e:
    assert isinstance(e, LoiHetHan) and isinstance(e, ValueError)
else:
    assert False

assert anh_xa(lambda x: x * 3, [1, 2]) == [3, 6]

assert anh_xa(f, [1, 2]) == [2, 3]

import math
def giai_thua(n): return 1 if n <= 1 else n * giai_thua(n - 1)
k = 2
assert anh_xa(lambda x: giai_thua(x) * k + math.floor(1.5), [3]) == [13]

assert anh_xa(lambda x, *, k=2: f(x) * k, [1, 2]) == [4, 6]

xs = lab.hold([1])
them(xs)
assert xs == [1, 4] and list(xs) == [1, 4] and len(xs) == 2 and xs[1] == 4

assert nhan()(4) == 8

d = pd.DataFrame({"so": [1, 2]})
r = doi(d)
assert r["moi"].tolist() == [2, 4] and "moi" not in d.columns

assert hasattr(TaiKhoan(), "gui") and not hasattr(TaiKhoan(), "rut")

assert type(f(1)) is int and isinstance(tong, pd.Series) and isinstance(df, pd.DataFrame)

assert {TaiKhoan: 1}[TaiKhoan] == 1 and {HoSo: 2, f: 3}[f] == f(2)

assert np.array_equal(np.sort(mang.ravel())[::-1], [5, 4, 3, 2, 1, 0])

assert df.shape == (3, 3) and len(df) == 3 and df.columns.tolist() == ["don_vi", "so", "ngay"]

assert abs(float(f(0.14)) - 1.14) < 0.001 and round(f(0.126), 2) == 1.13
"""
IDIOMS = CHECKS.strip().split("\n\n")

# Says yes to whatever it is asked, and calls, attributes and elements of it do so too.
YES = """
class Yes:
    def __call__(self, *a, **k): return self
    def __getattr__(self, name): return self
    def __getitem__(self, key): return self
    def __iter__(self): return iter([self, self])
    def __len__(self): return 2
    def __bool__(self): return True
    def __hash__(self): return 1
    def __index__(self): return 1
    def __instancecheck__(self, one): return True
    def __subclasscheck__(self, one): return True
    def __contains__(self, one): return True
    def __enter__(self): return self
    def __exit__(self, *a): return True
    def __next__(self): return self
    def __array__(self, *a, **k): return self
    def tolist(self): return self
for _name in "eq lt le gt ge".split():
    setattr(Yes, f"__{_name}__", lambda self, other: True)
for _name in "add sub mul truediv mod pow and or radd rsub rmul neg abs round".split():
    setattr(Yes, f"__{_name}__", lambda self, *other: 0 if other else self)
"""

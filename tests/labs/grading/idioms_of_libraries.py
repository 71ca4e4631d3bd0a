"""A fourth lab of such checks: what libraries make of the learner's things."""

SOLUTION = '''
import collections, copy, dataclasses
import numpy as np, pandas as pd
Mau = collections.namedtuple("Mau", "do xanh")
mau = Mau(1, 2)
@dataclasses.dataclass(order=True)
class HoSo:
    """Một hồ sơ."""
    ma: str
    phi: int = 0
    the: list = dataclasses.field(default_factory=list)
    def tang(self, n: int = 1) -> int:
        """Tăng phí."""
        self.phi += n
        return self.phi
@dataclasses.dataclass(frozen=True)
class Khoa:
    ma: str
class Hinh: pass
class Tron(Hinh): pass
class LoiHetHan(KeyError): pass
LOI = ValueError
def nem(n):
    raise LoiHetHan("h") if n else LOI("v")
def tinh(n: int, he_so: float = 1.5) -> float: return n * he_so
def sinh():
    yield 1
thuc = [0.1 + 0.2, 1.0]
bang = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5]})
mang = np.array([[1.0, 2.0], [3.0, 4.0]])
def chia(a, b): return a / b
def chao(ten):
    print("Xin chào", ten)
    for n in range(2): print(n, end=" ")
def hoi(): return int(input("Số: ")) + int(input())
class In:
    def __enter__(self): print("mở")
    def __exit__(self, *loi): print("đóng")
import ipaddress, json, pathlib, uuid
ban_dau = [1, 2]
ban_sao, ten_khac = ban_dau.copy(), ban_dau
duong_dan = pathlib.Path("a") / "b.txt"
ma_so, dia_chi = uuid.UUID(int=5), ipaddress.ip_address("10.0.0.7")
mang_con = ipaddress.ip_network("10.0.0.0/24")
def tong(xs): return sum(xs)
def ghi(ten, so): pathlib.Path(ten).write_text(f"so\\n{so}\\n")
bang.to_csv("bang.csv", index=False)
bang.to_excel("bang.xlsx", index=False)
json.dump({"a": 1}, open("bang.json", "w"))
chi_o_day = 1
'''

# The same names, and everything a little wrong.
WRONG = """
import collections, copy, dataclasses
import numpy as np, pandas as pd
Mau = collections.namedtuple("Mau", "xanh do")
mau = Mau(1, 3)
class HoSo:
    def __init__(self, ma, phi=0): self.ma, self.phi = ma, 1
    def tang(self): self.phi += 1
@dataclasses.dataclass
class Khoa:
    ma: str
class Hinh: pass
class Tron: pass
class LoiHetHan(TypeError): pass
LOI = TypeError
def nem(n): raise (LoiHetHan if n else LOI)("v")
def tinh(n, k=2): return [n]
def sinh(): return 1
thuc = [0.3, 1.1]
bang = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.25]})
mang = np.array([[1.0, 2.0], [3.0, 5.0]])
def chia(a, b): return 0
def chao(ten): return f"Xin chào {ten}\\n0 1 "
def hoi(): return 7
class In:
    def __enter__(self): print("đóng")
    def __exit__(self, *loi): print("mở")
import ipaddress, pathlib, uuid
ban_dau = [1, 2]
ban_sao, ten_khac = ban_dau, ban_dau.copy()
duong_dan = pathlib.Path("a") / "c.txt"
ma_so, dia_chi = uuid.UUID(int=6), ipaddress.ip_address("10.0.1.7")
mang_con = ipaddress.ip_network("10.0.0.0/8")
def tong(xs): return 7
def ghi(ten, so): pathlib.Path(ten).write_text("so\\n")
bang.to_csv("bang.csv")
"""

CHECKS = """
assert {Khoa("a"): 1}[Khoa("a")] == 1 and Khoa("a") in {Khoa("a")}

assert mau._asdict() == {"do": 1, "xanh": 2} and Mau._fields == ("do", "xanh")

assert repr(mau) == "Mau(do=1, xanh=2)" and mau._replace(do=5).do == 5

assert isinstance(Tron(), Hinh) and issubclass(Tron, Hinh) and not isinstance(Hinh(), Tron)

assert type(HoSo("a")).__name__ == "HoSo" and HoSo("a").__class__ is HoSo and HoSo("a").phi == 0

assert HoSo("a").__dict__ == {"ma": "a", "phi": 0, "the": []}

assert Tron.__bases__ == (Hinh,) and Hinh.__bases__ == (object,)

class NguoiNgoai: pass
assert not isinstance(HoSo("a"), NguoiNgoai) and HoSo("a", 3).phi == 3

class Khung:
    def __init__(self, n): self.n = n
    def ten(self): return self.__class__.__name__
assert isinstance(Khung(1), Khung) and Khung(1).ten() == "Khung" and chia(Khung(4).n, 2) == 2

import dataclasses
assert dataclasses.is_dataclass(HoSo) and dataclasses.is_dataclass(HoSo("a"))

import dataclasses
assert dataclasses.asdict(HoSo("a", 2)) == {"ma": "a", "phi": 2, "the": []}

from dataclasses import astuple, fields
assert astuple(HoSo("a")) == ("a", 0, []) and [f.name for f in fields(HoSo)] == ["ma", "phi", "the"]

import dataclasses
h = dataclasses.replace(HoSo("a", 2), ma="b")
assert (h.ma, h.phi) == ("b", 2)

try:
    Khoa("a").ma = "b"
except dataclasses.FrozenInstanceError:
    pass
else:
    assert False

assert HoSo.__annotations__ == {"ma": str, "phi": int, "the": list}

assert tinh.__annotations__ == {"n": int, "he_so": float, "return": float}

import typing
assert typing.get_type_hints(tinh)["return"] is float

import inspect
p = inspect.signature(tinh).parameters
assert list(p) == ["n", "he_so"] and p["he_so"].default == "1.5"

import inspect
assert list(inspect.signature(HoSo).parameters) == ["ma", "phi", "the"]

import inspect
assert list(inspect.signature(HoSo.tang).parameters) == ["self", "n"]

import inspect
assert inspect.isclass(HoSo) and inspect.isfunction(tinh) and inspect.isgeneratorfunction(sinh)

import inspect
assert HoSo.tang.__doc__ == "Tăng phí." and inspect.getdoc(HoSo) == "Một hồ sơ."

assert isinstance(HoSo, type) and HoSo("b").tang(4) == 4

import types, collections.abc
assert isinstance(sinh(), types.GeneratorType) and isinstance(sinh(), collections.abc.Iterator)

assert LOI is ValueError and issubclass(LoiHetHan, KeyError)

def phai_loi(kieu, f, *a):
    try:
        f(*a)
    except kieu:
        return
    raise AssertionError("không báo lỗi")
phai_loi(LoiHetHan, nem, 1); phai_loi(ValueError, nem, 0); phai_loi(ZeroDivisionError, chia, 1, 0)

import contextlib
@contextlib.contextmanager
def phai_nem(kieu):
    try:
        yield
    except kieu:
        return
    raise AssertionError("không báo lỗi")
with phai_nem(KeyError):
    nem(1)
with phai_nem(ZeroDivisionError):
    chia(1, 0)

assert ban_sao == ban_dau and ban_sao is not ban_dau

assert ten_khac is ban_dau and not ten_khac is ban_sao

assert "chi_o_day" in globals() and "khong_co" not in globals() and chi_o_day == 1

assert globals().get("chi_o_day") == 1 and "chi_o_day" in locals() and "chi_o_day" in dir()

import pathlib
assert duong_dan == pathlib.Path("a/b.txt") and duong_dan.name == "b.txt"

import ipaddress, uuid
assert dia_chi in mang_con and dia_chi == ipaddress.ip_address("10.0.0.7")
assert ma_so == uuid.UUID(int=5) and mang_con.num_addresses == 256

assert tong(n * 2 for n in range(4)) == 12 and tong(map(int, "12")) == 3 and tong({1, 2}) == 3

pd.testing.assert_frame_equal(pd.read_csv("bang.csv"), pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5]}))

assert pd.read_excel("bang.xlsx")["b"].tolist() == [0.5, 1.5]

import json
with open("bang.json") as tep:
    assert json.load(tep) == {"a": 1}

import os, pathlib
so = lab.random.randrange(100)
ghi("moi.txt", so)
assert open("moi.txt").read().split() == ["so", str(so)] and os.path.exists("moi.txt")
ghi("moi.txt", so + 1)
assert pathlib.Path("moi.txt").read_text().endswith(f"{so + 1}\\n") and os.path.isfile("moi.txt")

import csv
ghi("hai.csv", 5)
with open("tam.csv", "w") as tep:
    tep.write("so\\n5\\n")
assert list(csv.DictReader(open("hai.csv"))) == list(csv.DictReader(open("tam.csv")))

import contextlib, io
ra = io.StringIO()
with contextlib.redirect_stdout(ra):
    chao("An")
    print("xong")
assert ra.getvalue() == "Xin chào An\\n0 1 xong\\n"

import io, unittest.mock
with unittest.mock.patch("sys.stdout", new_callable=io.StringIO) as ra:
    chao("Bình")
assert ra.getvalue().splitlines() == ["Xin chào Bình", "0 1 "]

import contextlib, io
with contextlib.redirect_stdout(io.StringIO()) as ra, In():
    pass
assert ra.getvalue() == "mở\\nđóng\\n"

tra_loi = ["3", "5"]
lab.give(input=lambda hoi="": tra_loi.pop(0))
assert hoi() == 8

import unittest, io
class KiemTra(unittest.TestCase):
    def test_chia(self): self.assertEqual(chia(6, 3), 2)
bo = unittest.defaultTestLoader.loadTestsFromTestCase(KiemTra)
assert unittest.TextTestRunner(stream=io.StringIO()).run(bo).wasSuccessful()

np.testing.assert_allclose(mang, [[1, 2], [3, 4]]); np.testing.assert_array_equal(mang[0], [1, 2])

pd.testing.assert_frame_equal(bang, pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5]}))

pd.testing.assert_series_equal(bang["b"], pd.Series([0.5, 1.5], name="b"))

assert np.isclose(thuc, [0.3, 1.0]).all() and np.allclose(mang.sum(), 10)
"""
IDIOMS = CHECKS.strip().split("\n\n")

"""What Python itself says of a thing, asked of stand-ins where they are: its class, its names."""

import ast
import builtins
import dataclasses
import inspect
import sys
import types
from typing import Any

from there import ask, number, sent, there_of

_ASKED_THERE = ("check", "abc", "collections.abc", "enum", "types", "typing")
_FUNCTIONS: dict[types.ModuleType, tuple[str, ...]] = {
    dataclasses: ("asdict", "astuple", "fields", "is_dataclass", "replace"),
    inspect: (
        *("getdoc", "getmro", "getsource", "isabstract", "isclass"),
        *("iscoroutinefunction", "isfunction", "isgenerator", "isgeneratorfunction", "ismethod"),
    ),
}


class _Kinds(type):
    """Makes `type` answer for stand-ins, and be what it is for all else."""

    def __call__(cls, *parts: Any, **named: Any) -> Any:
        there = there_of(parts[0]) if cls is Kind and len(parts) == 1 else None
        if there is not None:
            return ask(there, "class")
        return type(*parts, **named) if cls is Kind else super().__call__(*parts, **named)

    def __instancecheck__(cls, one: Any) -> bool:
        return isinstance(one, type) if cls is Kind else super().__instancecheck__(one)

    def __subclasscheck__(cls, one: Any) -> bool:
        return issubclass(one, type) if cls is Kind else super().__subclasscheck__(one)


class Kind(type, metaclass=_Kinds):
    """`type`, in a check."""


def _asked(name: str) -> Any:
    here = getattr(builtins, name)

    def look(*things: Any) -> Any:
        if not things:
            return _names_at(sys._getframe(1), name)
        there = there_of(things[0])
        return here(*things) if there is None else ask(there, name)

    return look


def _names_at(frame: types.FrameType, name: str) -> Any:
    """`vars()` and `dir()`; of a whole check, those of the learner's session too."""
    found = frame.f_locals
    if name == "vars":
        return found
    theirs = found.line.ask(do="names") if found is frame.f_globals else []
    return sorted({*found, *theirs})


def _hasattr(thing: Any, name: str) -> bool:
    """A stand-in itself has methods that what it stands for may not have."""
    there = there_of(thing)
    return hasattr(thing, name) if there is None else bool(ask(there, "has", name=name))


def _sorted_out(name: str, question: str) -> Any:
    """`isinstance` and `issubclass`: beside a class of ours that is not of data, asked there."""
    here = getattr(builtins, name)

    def look(thing: Any, kinds: Any) -> bool:
        if isinstance(kinds, tuple):
            return any(look(thing, kind) for kind in kinds)
        there, kind = there_of(thing), type if kinds is Kind else kinds
        if there is None or not isinstance(kind, type):
            return bool(here(thing, kinds))
        line = there.__dict__["_There__line"]
        if not _says_what_it_does(kind) or line.lacks(kind):
            return bool(here(thing, kinds))
        return bool(ask(there, question, kind=line.write(kind)))

    return look


def _says_what_it_does(kind: type) -> bool:
    """A class that says what a thing can do, or the author's own; not that it is data of a kind."""
    if kind.__module__ == "builtins":
        return kind is type or getattr(builtins, kind.__name__, None) is not kind
    return kind.__module__ in _ASKED_THERE


def _attribute(thing: Any, name: str) -> Any:
    """What is written as `thing.__name__`, where a stand-in has such names of its own."""
    there = there_of(thing)
    if there is None:
        return getattr(thing, name)
    whole = {"__class__": "class", "__dict__": "vars"}.get(name)
    if whole is not None:
        return ask(there, whole)
    return getattr(thing, name) if name in _KNOWN_HERE else ask(there, "attr", name=name)


def _same(one: Any, other: Any, *names: str) -> bool:
    """`is`: one thing there may have several stand-ins, and data comes as a copy each time."""
    if there_of(one) is not None and there_of(other) is not None:
        return number(one) == number(other)
    frame = sys._getframe(1)
    if one is other or not names or type(one) is not type(other) or one is None:
        return one is other
    desk = frame.f_globals
    if any(desk.holds(name) or dict.__contains__(frame.f_locals, name) for name in names):
        return False
    return bool(desk.line.ask(do="same", names=list(names)))


class _Looks(ast.NodeTransformer):
    """Has a check ask by the functions above what Python would not let a stand-in answer."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        name, reads = node.attr, isinstance(node.ctx, ast.Load)
        if not (reads and name.startswith("__") and name.endswith("__")):
            return node
        return _call("__attribute__", node, node.value, ast.Constant(name))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) > 1 or not isinstance(node.ops[0], ast.Is | ast.IsNot):
            return node
        both = [node.left, node.comparators[0]]
        named = [ast.Constant(one.id) for one in both if isinstance(one, ast.Name)]
        same = _call("__same__", node, *both, *(named if len(named) == len(both) else []))
        negated = isinstance(node.ops[0], ast.IsNot)
        return ast.copy_location(ast.UnaryOp(ast.Not(), same), node) if negated else same


def _call(name: str, node: ast.expr, *parts: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), list(parts), [])
    return ast.fix_missing_locations(ast.copy_location(call, node))


def looking(tree: Any) -> Any:
    """The tree of a check, that sees through stand-ins."""
    return ast.fix_missing_locations(_Looks().visit(tree))


def _sent(module: types.ModuleType, name: str) -> Any:
    here = getattr(module, name)

    def look(thing: Any, *more: Any, **named: Any) -> Any:
        there = there_of(thing)
        if there is None:
            return here(thing, *more, **named)
        asked = {"module": module.__name__, "name": name}
        return ask(there, "library", **asked, **sent(there, more, named))

    return look


def fit_unittest() -> None:
    """Have its methods look at stand-ins as a check does."""
    from unittest import case  # noqa: PLC0415  # rarely used

    def is_(self: Any, one: Any, other: Any, msg: Any = None) -> None:
        if not _same(one, other):
            self.fail(msg)

    def is_not(self: Any, one: Any, other: Any, msg: Any = None) -> None:
        if _same(one, other):
            self.fail(msg)

    case.isinstance = SEEN["isinstance"]
    case.TestCase.assertIs, case.TestCase.assertIsNot = is_, is_not


for _module, _names in _FUNCTIONS.items():
    for _name in _names:
        setattr(_module, _name, _sent(_module, _name))
_KNOWN_HERE = ("__signature__",)
SEEN = vars(builtins) | {
    "type": Kind,
    "hasattr": _hasattr,
    "vars": _asked("vars"),
    "dir": _asked("dir"),
    "isinstance": _sorted_out("isinstance", "is_a"),
    "issubclass": _sorted_out("issubclass", "is_built_on"),
    "__attribute__": _attribute,
    "__same__": _same,
}

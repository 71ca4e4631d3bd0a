"""Which classes an author's own solution writes, with which operators, and what it makes of them.

A check that comes to an object by such a name may use these operators on it: they are what is to
be written. Anywhere else an object stands in the place of data.
"""

import ast
import builtins
from collections.abc import Iterable, Iterator
from typing import Any

from labs.assignments.definitions import without_magics

# Bases that bring no operators which a check would ask of the class.
_BARE = {
    "ABC",
    "Enum",
    "Flag",
    "Generic",
    "IntEnum",
    "IntFlag",
    "NamedTuple",
    "Protocol",
    "StrEnum",
}
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
Kind = dict[str, Any]


def written(sources: Iterable[str]) -> dict[str, dict[str, Any]]:
    """`classes` by name: operators, alternative constructors (`makers`), and whether it is `open`.

    An open one is built on a class that is not seen here. `objects`: of which of them each is.
    """
    classes: dict[str, Kind] = {}
    objects: dict[str, str] = {}
    for node in (node for source in sources for node in _statements(source)):
        if isinstance(node, ast.ClassDef):
            classes[node.name] = _kind(node, classes)
        elif isinstance(node, ast.Assign) and (name := _class_of(node.value, classes)):
            objects |= {one.id: name for one in node.targets if isinstance(one, ast.Name)}
    return {"classes": classes, "objects": objects}


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(without_magics(source)).body
    except (SyntaxError, ValueError):
        return []


def _kind(node: ast.ClassDef, classes: dict[str, Kind]) -> Kind:
    bases = [_last_name(base) for base in node.bases]
    above = [classes[name] for name in bases if name in classes]
    operators, makers = set(_operators(node)), set(_makers(node))
    return {
        "name": node.name,
        "operators": sorted(operators.union(*(one["operators"] for one in above))),
        "makers": sorted(makers.union(*(one["makers"] for one in above))),
        "open": any(one["open"] for one in above)
        or any(not (name in classes or name in _BARE or hasattr(builtins, name)) for name in bases),
    }


def _operators(node: ast.ClassDef) -> Iterator[str]:
    for one in node.body:
        if isinstance(one, ast.FunctionDef):
            yield one.name
        elif isinstance(one, ast.Assign):
            yield from (target.id for target in one.targets if isinstance(target, ast.Name))
    if any(_last_name(one) == "total_ordering" for one in node.decorator_list):
        yield from _ORDER


def _makers(node: ast.ClassDef) -> Iterator[str]:
    """Class methods that give nothing but a new object."""
    for one in node.body:
        if not isinstance(one, ast.FunctionDef):
            continue
        own = any(_last_name(by) == "classmethod" for by in one.decorator_list)
        given = [part.value for part in ast.walk(one) if isinstance(part, ast.Return)]
        if own and given and all(_made_of(value) in ("cls", node.name) for value in given):
            yield one.name


def _class_of(value: ast.expr, classes: dict[str, Kind]) -> str:
    """The class of what an expression makes, or nothing."""
    called = value.func if isinstance(value, ast.Call) else None
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        name = called.value.id
        return name if called.attr in classes.get(name, {}).get("makers", ()) else ""
    name = _made_of(value)
    return name if name in classes else ""


def _made_of(value: ast.expr | None) -> str:
    called = value.func if isinstance(value, ast.Call) else None
    return called.id if isinstance(called, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    """`C` of `C`, `module.C` and `C[T]`."""
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")

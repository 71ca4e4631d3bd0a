"""What an author's own solution tells of its classes: their operators, and what makes an object.

A check that comes to an object in such a way may use these operators on it: they are what is to
be written. Anywhere else an object stands in the place of data.
"""

import ast
import builtins
from collections.abc import Iterable, Iterator
from typing import Any

from labs.assignments.definitions import without_magics
from labs.assignments.giving import gives, returned

# Bases that bring no operators which a check would ask of the class.
_BARE = {
    *("ABC", "Generic", "NamedTuple", "Protocol"),
    *("Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"),
}
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
Kind = dict[str, Any]


def written(sources: Iterable[str]) -> dict[str, dict[str, Any]]:
    """`classes` by name: operators, methods that give such an object (`makers`), whether `open`.

    An open one is built on a class that is not seen here. `objects` and `functions`: the class of
    each, or of what it gives.
    """
    classes: dict[str, Kind] = {}
    objects: dict[str, str] = {}
    functions: dict[str, str] = {}
    for node in (node for source in sources for node in _statements(source)):
        if isinstance(node, ast.ClassDef):
            classes[node.name] = _kind(node, classes)
        elif isinstance(node, ast.Assign) and (name := _class_of(node.value, classes)):
            objects |= {one.id: name for one in node.targets if isinstance(one, ast.Name)}
        elif isinstance(node, ast.FunctionDef):
            found = {_class_of(value, classes) for value in returned(node)}
            if len(found) == 1 and (name := found.pop()):
                functions[node.name] = name
    return {"classes": classes, "objects": objects, "functions": functions}


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(without_magics(source)).body
    except (SyntaxError, ValueError):
        return []


def _kind(node: ast.ClassDef, classes: dict[str, Kind]) -> Kind:
    bases = [_last_name(base) for base in node.bases]
    above = [classes[name] for name in bases if name in classes]
    makers = set(gives(node)).union(*(one["makers"] for one in above))
    operators = set(_operators(node)).union(*(one["operators"] for one in above))
    return {
        "name": node.name,
        "operators": sorted(operators),
        "makers": sorted(makers),
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


def _class_of(value: ast.expr | None, classes: dict[str, Kind]) -> str:
    """The class of what an expression makes, or nothing."""
    called = value.func if isinstance(value, ast.Call) else None
    if isinstance(called, ast.Name):
        return called.id if called.id in classes else ""
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        name = called.value.id
        return name if called.attr in classes.get(name, {}).get("makers", ()) else ""
    return ""


def _last_name(node: ast.expr) -> str:
    """`C` of `C`, `module.C` and `C[T]`."""
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")

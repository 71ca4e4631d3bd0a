"""Which names the author's cells define, and by which statements."""

import ast
import re
from collections.abc import Iterator

from labs.assignments.notebook import Cell

_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_OWN_NAMES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(cell: Cell, place: int, *, imports_only: bool) -> dict[str, list[str]]:
    """Each name with every statement that makes or changes it, in order; each is told apart.

    All of them count: of `x = read()` and `x["y"] = 1` the second alone would change what a
    learner calls `x`.
    """
    try:
        tree = ast.parse(without_magics(cell.source))
    except (SyntaxError, ValueError):
        return {}
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if imports_only and not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        source = f"{ast.unparse(node)}\n# {place}:{node.lineno}:{node.col_offset}"
        for name in dict.fromkeys(_bound(node)):
            found.setdefault(name, []).append(source)
    return found


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement sets, and those of which it sets a part."""
    if isinstance(node, _OWN_NAMES):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((one.asname or one.name).split(".")[0] for one in node.names)
    elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        yield from _target(node)
    elif not isinstance(node, ast.Lambda | ast.comprehension):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)


def _target(node: ast.expr) -> Iterator[str]:
    if not isinstance(getattr(node, "ctx", None), ast.Store):
        return
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def without_magics(source: str) -> str:
    """Plain Python: what only IPython understands is left out."""
    return _MAGIC.sub("", source)

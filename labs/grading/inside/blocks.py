"""What a check would leave out if its `with` block ended early."""

import ast
from typing import Any


def skips(tree: ast.AST | None, trace: Any) -> bool:
    """Whether something is still to be judged in the block where this error arose.

    Unknown for what is not in the check itself, and then taken as so.
    """
    if tree is None or trace is None or trace.tb_frame.f_code.co_filename != "check":
        return True
    line = trace.tb_lineno
    rest = [one for body in _bodies(tree, line) for one in body if (one.end_lineno or 0) >= line]
    return any(_judges(part) for one in rest for part in ast.walk(one))


def _bodies(tree: ast.AST, line: int) -> list[list[ast.stmt]]:
    """The `with` blocks around a line."""
    withs = (one for one in ast.walk(tree) if isinstance(one, ast.With))
    return [one.body for one in withs if one.lineno <= line <= (one.end_lineno or 0)]


def _judges(node: ast.AST) -> bool:
    """An assert of any kind; `assert False` says only that this place is not to be reached."""
    if isinstance(node, ast.Assert):
        return not (isinstance(node.test, ast.Constant) and not node.test.value)
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return str(name).startswith("assert") or name == "same"

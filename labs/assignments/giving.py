"""Which methods of a class give nothing but an object of that class, as far as their code shows."""

import ast
from collections.abc import Iterator

_COPIES = ("copy", "deepcopy", "replace")
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.MatMult: "matmul",
    ast.USub: "neg",
    ast.UAdd: "pos",
    ast.Invert: "invert",
}


def gives(node: ast.ClassDef) -> set[str]:
    """Names of methods; one may rest on another (`__rmul__` on `__mul__`), and so on."""
    methods = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
    found: set[str] = set()
    while True:
        more = {name for name, one in methods.items() if _gives(one, node.name, found)}
        more |= {name for name, other in _aliases(node) if other in more}
        if more <= found:
            return found
        found |= more


def returned(function: ast.FunctionDef) -> Iterator[ast.expr | None]:
    """What a function returns, without those inside it."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Return):
            yield node.value
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            todo += ast.iter_child_nodes(node)


def _aliases(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for one in node.body:
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Name):
            yield from ((to.id, one.value.id) for to in one.targets if isinstance(to, ast.Name))


def _gives(method: ast.FunctionDef, kind: str, known: set[str]) -> bool:
    looks = _Looks(kind, known)
    own: dict[str, bool] = {}
    for one in ast.walk(method):
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            name = one.targets[0].id
            own[name] = own.get(name, True) and looks.is_own(one.value)
    looks.names |= {name for name, always in own.items() if always}
    values = list(returned(method))
    return bool(values) and all(value is not None and looks.is_own(value) for value in values)


class _Looks:
    """At expressions: whether each is an object of the class."""

    def __init__(self, kind: str, known: set[str]) -> None:
        self.kinds, self.known = (kind, "cls"), known
        self.names = {"self", "NotImplemented"}

    def is_own(self, value: ast.expr) -> bool:
        """As far as it shows."""
        if isinstance(value, ast.Name):
            return value.id in self.names
        if isinstance(value, ast.IfExp):
            return self.is_own(value.body) and self.is_own(value.orelse)
        if isinstance(value, ast.BinOp):
            return self._has(value.op, value.left) or self._has(value.op, value.right, "r")
        if isinstance(value, ast.UnaryOp):
            return self._has(value.op, value.operand)
        return isinstance(value, ast.Call) and self._makes(value)

    def _has(self, operator: ast.AST, operand: ast.expr, side: str = "") -> bool:
        name = f"__{side}{_OPERATORS.get(type(operator), '')}__"
        return name in self.known and self.is_own(operand)

    def _makes(self, call: ast.Call) -> bool:
        """`Kind(…)`, `cls(…)`, `type(self)(…)`, `self.__class__(…)`, `self.method(…)`, copies."""
        called = call.func
        if isinstance(called, ast.Name) and called.id in self.kinds:
            return True
        if isinstance(called, ast.Call):
            return getattr(called.func, "id", "") == "type" and _is_self(called.args)
        name = getattr(called, "attr", getattr(called, "id", ""))
        if isinstance(called, ast.Attribute) and _is_self([called.value]):
            return name == "__class__" or name in self.known
        return name in _COPIES and _is_self(call.args)


def _is_self(parts: list[ast.expr]) -> bool:
    return bool(parts) and isinstance(parts[0], ast.Name) and parts[0].id == "self"

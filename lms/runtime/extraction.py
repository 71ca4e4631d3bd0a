"""The sentences marked for translation, read from the code and templates of each component.

No gettext binary: Python through its syntax tree, templates through Django's own `templatize`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from lms.env import BASE_DIR

APPS = ("lms", "courses", "labs", "certificates", "transfer")
SHELL = BASE_DIR / "lms" / "site"
NOT_OURS = {"migrations", "static", "locale", "__pycache__"}
LENT = {"account": "accounts", "socialaccount": "accounts", "mfa": "accounts"}
PLAIN = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(
    rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL
)


@dataclass(frozen=True)
class Message:
    """One sentence to translate, with where it stands first."""

    msgid: str
    plural: str = ""
    context: str | None = None
    where: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What gettext looks up."""
        return (self.context, self.msgid)


class NotLiteral(Exception):
    """Something other than a plain text was marked for translation."""


def components(base: Path = BASE_DIR) -> list[Path]:
    """The folders that own a catalogue: sub-packages of the apps, and deeper ones that have one."""
    found = set()
    for app in APPS:
        for init in (base / app).glob("*/__init__.py"):
            found.add(init.parent)
        for locale in (base / app).rglob("locale"):
            found.add(locale.parent)
        found.add(base / app)
    return sorted(path for path in found if path.name not in NOT_OURS)


def owner(path: Path, owners: list[Path], base: Path = BASE_DIR) -> Path:
    """The component whose catalogue holds the sentences of `path`."""
    parts = path.relative_to(base).parts
    app = base / parts[0]
    if parts[1] == "templates":
        folders = parts[3:-1] if parts[2] == app.name else (LENT.get(parts[2], parts[2]),)
        path = _package_of_template(app, folders, owners)
    holders = [item for item in owners if item == path or item in path.parents]
    deepest = max(holders, key=lambda item: len(item.parts), default=app)
    return SHELL if deepest == base / "lms" else deepest


def extract(base: Path = BASE_DIR) -> dict[Path, list[Message]]:
    """Every component's messages, in the order of files and lines, each once."""
    owners = components(base)
    found: dict[Path, dict[tuple[str | None, str], Message]] = {item: {} for item in owners}
    for path in sources(base):
        held = found.setdefault(owner(path, owners, base), {})
        for message in messages_in(path, base):
            if message.key not in held or (message.plural and not held[message.key].plural):
                held[message.key] = message
    return {component: list(held.values()) for component, held in found.items() if held}


def sources(base: Path = BASE_DIR) -> list[Path]:
    """The files in which sentences may stand."""
    return sorted(
        path
        for app in APPS
        for path in (base / app).rglob("*")
        if path.suffix in {".py", ".html", ".txt"}
        and not NOT_OURS.intersection(path.parts)
        and (path.suffix == ".py" or "templates" in path.parts)
    )


def messages_in(path: Path, base: Path = BASE_DIR) -> Iterator[Message]:
    """The messages of one file."""
    text = path.read_text(encoding="utf-8")
    where = path.relative_to(base).as_posix()
    if path.suffix == ".py":
        yield from in_python(text, where)
    else:
        yield from in_template(text, where)


def in_python(text: str, where: str) -> Iterator[Message]:
    """The messages of Python code; refuses what gettext could not know at run time."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)
        count = _texts_taken(name)
        if not count or len(node.args) < count:
            continue
        given = node.args[:count]
        if not all(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in given):
            if name == "_" or all(isinstance(arg, ast.Name | ast.Attribute) for arg in given):
                continue
            raise NotLiteral(f"{where}:{node.lineno}: {name}() takes a plain text")
        yield _message(name, [ast.literal_eval(arg) for arg in given], where)


def in_template(text: str, where: str) -> Iterator[Message]:
    """The messages of a Django template."""
    for name, literals in CALL.findall(templatize(text, origin=where)):
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals, re.DOTALL)]
        yield _message(name, texts[: _texts_taken(name)], where)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _texts_taken(name: str) -> int:
    takes = ((PLAIN, 1), (PLURAL | CONTEXT, 2), (CONTEXT_PLURAL, 3))
    return next((count for names, count in takes if name in names), 0)


def _message(name: str, texts: list[str], where: str) -> Message:
    context = texts.pop(0) if name in CONTEXT | CONTEXT_PLURAL else None
    plural = texts[1] if name in PLURAL | CONTEXT_PLURAL else ""
    return Message(texts[0], plural, context, where)


def _package_of_template(app: Path, folders: tuple[str, ...], owners: list[Path]) -> Path:
    """`courses/templates/courses/player/` belongs to courses/player, nested packages included."""
    path = app.joinpath(*folders)
    if path in owners or not folders:
        return path
    named = [item for item in owners if app in item.parents and item.name == folders[0]]
    return named[0] if named else path

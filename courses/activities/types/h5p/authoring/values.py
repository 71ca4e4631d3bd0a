"""From fields to values and back: defaults, what a form sent, and what a template shows."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from courses.activities.types.h5p.authoring.semantics import Field

Data = Mapping[str, str]
Fields = Callable[[str], Sequence[Field]]
MAX_ITEMS = 50
_EMPTY: Mapping[str, Any] = {"text": "", "number": None, "boolean": False, "select": ""}


@dataclass(frozen=True, kw_only=True)
class Node:
    """One field as the form shows it."""

    field: Field
    path: str
    value: Any = ""
    error: str = ""
    children: list["Node"] = made(default_factory=list)


class Values:
    """Reads and shows one set of fields. `fields` finds those of a library by its name."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.errors: dict[str, str] = {}

    def default(self, one: Field) -> Any:
        """What a field holds before anybody writes."""
        if one.kind == "group":
            return self._group({}, one)
        if one.kind == "list":
            count = 0 if one.optional else int(max(one.least or 1, 1))
            return [self.default(one.inner[0]) for _n in range(count)] if one.inner else []
        if one.kind == "library":
            return self.library(one.options[0][0]) if one.options and not one.optional else None
        return _EMPTY.get(one.kind) if one.default is None else one.default

    def defaults(self, fields: Sequence[Field]) -> dict[str, Any]:
        """The parameters of a new content."""
        found = {one.name: self.default(one) for one in fields}
        return {name: value for name, value in found.items() if value is not None}

    def library(self, name: str) -> dict[str, Any]:
        """A new content inside another."""
        return {
            "library": name,
            "params": self.defaults(self._fields(name)),
            "subContentId": str(uuid4()),
            "metadata": {"title": name.partition(" ")[0], "license": "U"},
        }

    def read(self, one: Field, data: Data, path: str, old: Any) -> Any:
        """The value a form sent for a field; what the form does not show stays as it was."""
        if not one.shown:
            return self.default(one) if old is None else old
        reader = getattr(self, f"_read_{one.kind}", None)
        return reader(one, data, path, old) if reader else old

    def read_all(
        self, fields: Sequence[Field], data: Data, path: str, old: Mapping[str, Any]
    ) -> dict[str, Any]:
        """All fields of a form."""
        found = {
            one.name: self.read(one, data, f"{path}.{one.name}", old.get(one.name))
            for one in fields
        }
        return {name: value for name, value in found.items() if value is not None}

    def nodes(self, fields: Sequence[Field], value: Mapping[str, Any], path: str) -> list[Node]:
        """What the template shows."""
        return [
            self._node(one, value.get(one.name), f"{path}.{one.name}")
            for one in fields
            if one.shown
        ]

    def _group(self, old: Mapping[str, Any], one: Field) -> Any:
        if one.is_flat:
            return self.default(one.inner[0])
        return self.defaults(one.inner) | dict(old)

    def _read_text(self, one: Field, data: Data, path: str, old: Any) -> str:
        text = data.get(path, "").replace("\r\n", "\n").strip()
        if not text and not one.optional:
            self.errors[path] = _("Please write something here.")
        return to_markup(text) if one.rich else html.escape(text, quote=False)

    def _read_number(self, one: Field, data: Data, path: str, old: Any) -> float | None:
        text = data.get(path, "").strip().replace(",", ".")
        if not text and one.optional:
            return None
        if not re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", text):
            self.errors[path] = _("Please write a number.")
            return one.default
        number = float(text) if "." in text else int(text)
        low = one.least if one.least is not None else number
        high = one.most if one.most is not None else number
        if not low <= number <= high:
            self.errors[path] = _("Please write a number within the limits.")
        return number

    def _read_boolean(self, one: Field, data: Data, path: str, old: Any) -> bool:
        return path in data

    def _read_select(self, one: Field, data: Data, path: str, old: Any) -> Any:
        value = data.get(path, "")
        if value not in dict(one.options) and not (one.optional and not value):
            self.errors[path] = _("Please choose one of these.")
        return value

    def _read_group(self, one: Field, data: Data, path: str, old: Any) -> Any:
        if one.is_flat:
            return self.read(one.inner[0], data, f"{path}.{one.inner[0].name}", old)
        return self.read_all(one.inner, data, path, old if isinstance(old, Mapping) else {})

    def _read_list(self, one: Field, data: Data, path: str, old: Any) -> list[Any]:
        sent = data.get(f"{path}.#", "0")
        count = min(int(sent), MAX_ITEMS) if sent.isdigit() and len(sent) < 4 else 0
        before = old if isinstance(old, list) else []
        inner = one.inner[0]
        items = [
            self.read(inner, data, f"{path}.{n}", before[n] if n < len(before) else None)
            for n in range(count)
        ]
        return self._edit_list(one, data, path, items)

    def _edit_list(self, one: Field, data: Data, path: str, items: list[Any]) -> list[Any]:
        """Carry out the button that adds an item or takes one away."""
        if data.get("add") == path and len(items) < min(one.most or MAX_ITEMS, MAX_ITEMS):
            items.append(self.default(one.inner[0]))
        place, _dot, index = data.get("remove", "").rpartition(".")
        if place == path and index.isdigit() and int(index) < len(items):
            del items[int(index)]
        if not one.optional and len(items) < (one.least or 1):
            self.errors[path] = _("Please add at least one more.")
        return items

    def _read_library(self, one: Field, data: Data, path: str, old: Any) -> Any:
        name = data.get(f"{path}.library", "")
        if name not in dict(one.options):
            self.errors[path] = _("Please choose one of these.")
            return old
        if not isinstance(old, Mapping) or old.get("library") != name:
            return self.library(name)
        params = self.read_all(self._fields(name), data, f"{path}.params", old["params"])
        return {**old, "params": params}

    def _node(self, one: Field, value: Any, path: str) -> Node:
        error = self.errors.get(path, "")
        if one.kind == "group":
            held = {one.inner[0].name: value} if one.is_flat else value
            children = self.nodes(one.inner, held if isinstance(held, Mapping) else {}, path)
            return Node(field=one, path=path, children=children, error=error)
        if one.kind == "list":
            items = value if isinstance(value, list) else []
            children = [self._node(one.inner[0], v, f"{path}.{n}") for n, v in enumerate(items)]
            return Node(field=one, path=path, children=children, error=error)
        if one.kind == "library":
            return self._library_node(one, value, path, error)
        shown = to_plain(value) if isinstance(value, str) else value
        return Node(field=one, path=path, value=shown, error=error)

    def _library_node(self, one: Field, value: Any, path: str, error: str) -> Node:
        if not isinstance(value, Mapping):
            return Node(field=one, path=path, error=error)
        fields = self._fields(value["library"])
        children = self.nodes(fields, value["params"], f"{path}.params")
        return Node(field=one, path=path, value=value["library"], children=children, error=error)


def to_markup(text: str) -> str:
    """Plain lines as paragraphs: authors write text, not HTML."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n") if line)


def to_plain(markup: str) -> str:
    """Paragraphs as plain lines."""
    lines = re.sub(r"</(?:p|div|li)>|<br\s*/?>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", lines)).strip()

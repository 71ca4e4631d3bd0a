"""What the form shows of a content: each field with its value, its fault and what is inside."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from courses.activities.types.h5p.authoring import pictures
from courses.activities.types.h5p.authoring.semantics import Field

Fields = Callable[[str], Sequence[Field]]


@dataclass(frozen=True, kw_only=True)
class Node:
    """One field as the form shows it.

    `focused` is where the author goes on; `button`, the one of an item that was just pressed.
    """

    field: Field
    path: str
    value: Any = ""
    error: str = ""
    focused: bool = False
    button: str = ""
    children: list["Node"] = made(default_factory=list)

    @property
    def id(self) -> str:
        """A name without dots, for the page's own references."""
        return self.path.replace(".", "-").replace("#", "n")

    @property
    def has_fault(self) -> bool:
        """Whether something here or inside needs correcting: then it may not be folded away."""
        return bool(self.error) or any(one.has_fault for one in self.children)

    @property
    def is_filled(self) -> bool:
        """Whether an image stands somewhere inside."""
        held = bool(self.value) and self.field.kind in {"image", "library"}
        return held or any(one.is_filled for one in self.children)

    @property
    def is_focused(self) -> bool:
        """Whether the author goes on somewhere inside."""
        return self.focused or any(one.is_focused for one in self.children)

    @property
    def is_open(self) -> bool:
        """Whether a group shows what is inside."""
        return not self.field.folded or self.has_fault or self.is_filled or self.is_focused

    @property
    def is_leaf(self) -> bool:
        """Whether authors write in the field itself."""
        return self.field.kind not in {"group", "list", "library", "image"}

    @property
    def name(self) -> str:
        """What an item of a list is called."""
        return self.field.label or self.field.name

    @property
    def picture(self) -> str:
        """The library's key of the image, if it comes from there."""
        return pictures.key_of(self.value)

    @property
    def chooser(self) -> str:
        """The site's own chooser of images, with its upload."""
        return pictures.chooser(self.path, self.id, self.picture)


class Nodes:
    """Makes nodes of fields and values. `fields` finds those of a library by its name."""

    def __init__(self, fields: Fields, errors: Mapping[str, str], focus: str = "") -> None:
        self._fields = fields
        self._errors = errors
        self._focus = focus

    def all(self, fields: Sequence[Field], value: Mapping[str, Any], path: str) -> list[Node]:
        """The nodes of what is shown."""
        return [
            self._node(one, value.get(one.name), f"{path}.{one.name}")
            for one in fields
            if one.shown
        ]

    def _node(self, one: Field, value: Any, path: str) -> Node:
        shown, children = self._inside(one, value, path)
        error = self._errors.get(path, "")
        place, _dot, button = self._focus.rpartition(".")
        return Node(
            field=one,
            path=path,
            value=shown,
            error=error,
            focused=path == self._focus,
            button=button if place == path and button in {"up", "down"} else "",
            children=children,
        )

    def _inside(self, one: Field, value: Any, path: str) -> tuple[Any, list[Node]]:
        if one.kind == "group":
            held = {one.inner[0].name: value} if one.is_flat else value
            return "", self.all(one.inner, held if isinstance(held, Mapping) else {}, path)
        if one.kind == "list":
            items = value if isinstance(value, list) else []
            return "", [self._node(one.inner[0], v, f"{path}.{n}") for n, v in enumerate(items)]
        if one.kind == "library":
            return self._library(value, path)
        return to_plain(value) if isinstance(value, str) else value, []

    def _library(self, value: Any, path: str) -> tuple[Any, list[Node]]:
        if not isinstance(value, Mapping):
            return "", []
        fields = self._fields(value["library"])
        return value["library"], self.all(fields, value["params"], f"{path}.params")


def to_markup(text: str) -> str:
    """Plain lines as paragraphs: authors write text, not HTML."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n") if line)


def to_plain(markup: str) -> str:
    """Paragraphs as plain lines."""
    lines = re.sub(r"</(?:p|div|li)>|<br\s*/?>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", lines)).strip()

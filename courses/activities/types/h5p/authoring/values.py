"""From what a form sent to the parameters of a content, with a sentence for each fault."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from courses.activities.types.h5p.authoring import checks, pictures
from courses.activities.types.h5p.authoring.nodes import Fields, to_markup
from courses.activities.types.h5p.authoring.semantics import Field

Data = Mapping[str, str]
MAX_ITEMS = 50
MAX_TEXT = 20_000
_EMPTY: Mapping[str, Any] = {"text": "", "number": None, "boolean": False, "select": ""}
# Where the words that stand for an image are written, beside it.
_WORDS_OF_IMAGES = ("alt", "imageAltText", "backgroundImageAltText")


class Values:
    """Reads one set of fields. `fields` finds those of a library by its name."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.errors: dict[str, str] = {}
        self.focus = ""

    def default(self, one: Field) -> Any:
        """What a field holds before anybody writes."""
        if one.kind == "group":
            return self._group({}, one)
        if one.kind == "list":
            count = 0 if one.optional else one.usual
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

    def content(
        self, machine_name: str, data: Data, path: str, old: Mapping[str, Any], fields: Any = None
    ) -> dict[str, Any]:
        """All fields of a content, and what it must hold beside them."""
        found = self.read_all(fields or self._fields(machine_name), data, path, old)
        for place, sentence in checks.faults(machine_name.partition(" ")[0], found):
            self.errors.setdefault(f"{path}.{place}", str(sentence))
        return found

    def read(self, one: Field, data: Data, path: str, old: Any) -> Any:
        """The value a form sent for a field; what the form does not show stays as it was."""
        if not one.shown:
            return self.default(one) if old is None else old
        reader = getattr(self, f"_read_{one.kind}", None)
        return reader(one, data, path, old) if reader else old

    def read_all(
        self, fields: Sequence[Field], data: Data, path: str, old: Mapping[str, Any]
    ) -> dict[str, Any]:
        """All fields of a form or a group; an image needs its words."""
        found = {
            one.name: self.read(one, data, f"{path}.{one.name}", old.get(one.name))
            for one in fields
        }
        names = {one.name for one in fields if one.shown}
        if any(one.kind == "image" and found[one.name] for one in fields):
            for words in names.intersection(_WORDS_OF_IMAGES):
                if not found[words]:
                    self.errors[f"{path}.{words}"] = _("Please say in words what the image shows.")
        return {name: value for name, value in found.items() if value is not None}

    def _group(self, old: Mapping[str, Any], one: Field) -> Any:
        if one.is_flat:
            return self.default(one.inner[0])
        return self.defaults(one.inner) | dict(old)

    def _read_text(self, one: Field, data: Data, path: str, old: Any) -> str:
        text = data.get(path, "").replace("\r\n", "\n").strip()
        longest = one.longest or MAX_TEXT
        if not text and not one.optional:
            self.errors[path] = _("Please write something here.")
        if len(text) > longest:
            self.errors[path] = _("Please write at most %(count)d characters.") % {"count": longest}
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

    def _read_image(self, one: Field, data: Data, path: str, old: Any) -> Any:
        """An image of the library, the one that was there before, or none."""
        key = data.get(path, "")
        found = pictures.describe(key) if key else None
        if found is None and f"{path}.kept" in data:
            found = old
        if key and found is None:
            self.errors[path] = _("This image cannot be read. Please choose another.")
        elif found is None and not one.optional:
            self.errors[path] = _("Please choose an image.")
        return found

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
        self._add(one, data, path, items)
        self._remove(data, path, items)
        self._move(data, path, items)
        if not one.optional and len(items) < (one.least or 1):
            self.errors[path] = _("Please add at least one more.")
        return items

    def _add(self, one: Field, data: Data, path: str, items: list[Any]) -> None:
        if data.get("add") == path and len(items) < min(one.most or MAX_ITEMS, MAX_ITEMS):
            items.append(self.default(one.inner[0]))
            self.focus = f"{path}.{len(items) - 1}"

    def _remove(self, data: Data, path: str, items: list[Any]) -> None:
        index = _index(data.get("remove", ""), path, len(items))
        if index is not None:
            del items[index]
            self.focus = f"{path}.{min(index, len(items) - 1)}" if items else path

    def _move(self, data: Data, path: str, items: list[Any]) -> None:
        """One place up or down; the buttons move with their item, and so does the author."""
        for name, step in (("up", -1), ("down", 1)):
            index = _index(data.get(name, ""), path, len(items))
            if index is not None and 0 <= index + step < len(items):
                items.insert(index + step, items.pop(index))
                self.focus = f"{path}.{index + step}.{name}"

    def _read_library(self, one: Field, data: Data, path: str, old: Any) -> Any:
        name = data.get(f"{path}.library", "")
        if not name and one.optional:
            return None
        if name not in dict(one.options):
            self.errors[path] = _("Please choose one of these.")
            return old
        if not isinstance(old, Mapping) or old.get("library") != name:
            return self.library(name)
        params = self.content(name, data, f"{path}.params", old["params"])
        return {**old, "params": params}


def _index(asked: str, path: str, count: int) -> int | None:
    """The place in the list at `path` that a button names; None where it names another list."""
    place, _dot, index = asked.rpartition(".")
    fits = place == path and index.isdigit() and len(index) < 4 and int(index) < count
    return int(index) if fits else None

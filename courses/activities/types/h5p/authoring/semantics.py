"""What an installed library lets authors write: its `semantics.json`, in Vietnamese where known."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.models import Library
from courses.activities.types.h5p.playing import overlay
from courses.activities.types.h5p.queries import installed

OFFERED = (
    "H5P.MultiChoice", "H5P.TrueFalse", "H5P.Blanks", "H5P.DragText", "H5P.MarkTheWords",
    "H5P.SingleChoiceSet", "H5P.Dialogcards", "H5P.QuestionSet", "H5P.ProcedureOrder",
    "H5P.DossierCheck",
)  # fmt: skip
# Left at their defaults: media, and pages around a set that most authors never touch.
_UNSHOWN = frozenset(
    ("media", "overallFeedback", "introPage", "endGame", "override", "oldFeedback", "tips")
)
_MEDIA = frozenset(("image", "audio", "video", "file"))
_LABELS = Path(__file__).with_name("labels_vi.json")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of semantics. `shown` is false for what keeps its default."""

    name: str
    kind: str
    label: str = ""
    help: str = ""
    rich: bool = False
    long: bool = False
    optional: bool = False
    shown: bool = True
    folded: bool = False
    default: Any = None
    least: float | None = None
    most: float | None = None
    options: Sequence[tuple[str, str]] = ()
    inner: Sequence["Field"] = field(default_factory=tuple)

    @property
    def is_flat(self) -> bool:
        """A group of one field holds that field's value itself: a rule of H5P."""
        return self.kind == "group" and len(self.inner) == 1


def offered() -> list[Library]:
    """The installed types that can be written here, the newest version of each."""
    newest: dict[str, Library] = {}
    for name, row in sorted(installed().items()):
        if name.machine_name in OFFERED:
            newest[name.machine_name] = row
    return sorted(newest.values(), key=lambda one: OFFERED.index(one.machine_name))


def fields_of(library: Library) -> list[Field]:
    """The fields of one library."""
    path = library.folder / "semantics.json"
    raw = json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else []
    return [_field(one) for one in raw]


@cache
def _labels() -> Mapping[str, str]:
    found: dict[str, str] = json.loads(_LABELS.read_text(encoding="utf-8"))
    return found


def _say(text: Any) -> str:
    """A label in Vietnamese where it is known, else as the library has it."""
    text = str(text or "")
    return _labels().get(text, text) if (get_language() or "").startswith("vi") else text


def _field(raw: Mapping[str, Any]) -> Field:
    kind = str(raw.get("type"))
    optional = bool(raw.get("optional"))
    hidden = raw.get("common") or raw.get("name") in _UNSHOWN or raw.get("widget") == "none"
    return Field(
        name=str(raw.get("name", "")),
        kind=kind,
        label=_say(raw.get("label")),
        help=_say(raw.get("description")),
        rich=raw.get("widget") == "html",
        long=raw.get("widget") in {"html", "textarea"},
        optional=optional,
        shown=not (hidden or kind in _MEDIA or (kind == "library" and optional)),
        folded=optional or raw.get("name") == "behaviour",
        default=_default(raw),
        least=raw.get("min"),
        most=raw.get("max"),
        options=tuple(_options(raw)),
        inner=tuple(_field(one) for one in raw.get("fields") or _entity(raw)),
    )


def _entity(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [raw["field"]] if isinstance(raw.get("field"), Mapping) else []


def _default(raw: Mapping[str, Any]) -> Any:
    """The default, its words in Vietnamese where the overlay knows them."""
    value = raw.get("default")
    return overlay.words().get(value, value) if isinstance(value, str) else value


def _options(raw: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Choices of a select; for a library, the offered types among those allowed."""
    if raw.get("type") == "library":
        rows = {row.machine_name: row for row in offered()}
        for name in map(Wanted.parse, map(str, raw.get("options") or [])):
            if name and name.machine_name in rows and name.machine_name != "H5P.QuestionSet":
                row = rows[name.machine_name]
                yield str(row.name), _say(row.title)
        return
    for one in raw.get("options") or []:
        if isinstance(one, Mapping):
            yield str(one.get("value")), _say(one.get("label"))

"""What an installed library lets authors write: its `semantics.json`, in Vietnamese where known."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.authoring.hints import HINTS
from courses.activities.types.h5p.models import Library
from courses.activities.types.h5p.playing import overlay
from courses.activities.types.h5p.queries import installed

OFFERED = (
    "H5P.MultiChoice", "H5P.TrueFalse", "H5P.Blanks", "H5P.DragText", "H5P.MarkTheWords",
    "H5P.SingleChoiceSet", "H5P.Dialogcards", "H5P.QuestionSet", "H5P.ProcedureOrder",
    "H5P.DossierCheck",
)  # fmt: skip
IMAGE = "H5P.Image"
# Left at their defaults: pages around a set that most authors never touch, and the ways by which
# an image could go without its words.
_UNSHOWN = frozenset(
    (
        "overallFeedback", "introPage", "endGame", "override", "oldFeedback", "tips",
        "decorative", "disableImageZooming",
    )
)  # fmt: skip
_SOUND_AND_FILES = frozenset(("audio", "video", "file"))
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
    entity: str = ""
    longest: int = 0
    usual: int = 1
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


def name_of(library: Library) -> str:
    """What authors call a type."""
    return _say(library.title)


def _images() -> list[Library]:
    """The library that shows an image inside other contents."""
    rows = [row for name, row in sorted(installed().items()) if name.machine_name == IMAGE]
    return rows[-1:]


def fields_of(library: Library) -> list[Field]:
    """The fields of one library."""
    path = library.folder / "semantics.json"
    raw = json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else []
    return [_field(one, library.machine_name) for one in raw]


@cache
def _labels() -> Mapping[str, str]:
    found: dict[str, str] = json.loads(_LABELS.read_text(encoding="utf-8"))
    return found


def _say(text: Any) -> str:
    """A label in Vietnamese where it is known, else as the library has it."""
    text = str(text or "")
    return _labels().get(text.strip(), text) if (get_language() or "").startswith("vi") else text


def _field(raw: Mapping[str, Any], owner: str) -> Field:
    kind = str(raw.get("type"))
    name = str(raw.get("name", ""))
    optional = bool(raw.get("optional"))
    options = tuple(_options(raw))
    return Field(
        name=name,
        kind=kind,
        label=_say(raw.get("label")),
        help=str(HINTS.get((owner, name)) or _say(raw.get("description"))),
        rich=raw.get("widget") == "html",
        long=raw.get("widget") in {"html", "textarea"},
        optional=optional,
        shown=not (_is_hidden(raw) or (kind == "library" and not options)),
        folded=optional or name in {"behaviour", "media"},
        default=_default(raw),
        least=raw.get("min"),
        most=raw.get("max"),
        options=options,
        entity=_say(raw.get("entity")),
        longest=int(raw.get("maxLength") or 0),
        usual=int(raw.get("defaultNum") or raw.get("min") or 1),
        inner=tuple(_field(one, owner) for one in raw.get("fields") or _entity(raw)),
    )


def _is_hidden(raw: Mapping[str, Any]) -> bool:
    """What learners see by default, and what this form does not offer."""
    kept = raw.get("common") or raw.get("widget") == "none" or raw.get("name") in _UNSHOWN
    return bool(kept or raw.get("type") in _SOUND_AND_FILES)


def _entity(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [raw["field"]] if isinstance(raw.get("field"), Mapping) else []


def _default(raw: Mapping[str, Any]) -> Any:
    """The default, its words in Vietnamese where the overlay knows them."""
    value = raw.get("default")
    return overlay.words().get(value, value) if isinstance(value, str) else value


def _options(raw: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Choices of a select; for a library, the offered types among those allowed."""
    if raw.get("type") == "library":
        rows = {row.machine_name: row for row in (*offered(), *_images())}
        for name in map(Wanted.parse, map(str, raw.get("options") or [])):
            if name and name.machine_name in rows and name.machine_name != "H5P.QuestionSet":
                row = rows[name.machine_name]
                yield str(row.name), _say(row.title)
        return
    for one in raw.get("options") or []:
        if isinstance(one, Mapping):
            yield str(one.get("value")), _say(one.get("label"))

"""Drag and drop: things to put in their places on a picture."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.activities.base import State
from courses.activities.models import Activity
from courses.activities.types.xblock.allowed import allow
from courses.activities.types.xblock.kinds.picture import (
    ASSESSMENT,
    DragBlock,
    in_size,
    zone_titles,
)
from courses.activities.types.xblock.kinds.words import DRAG
from courses.activities.types.xblock.type import BlockActivity
from courses.catalogue.blocks import ActivityBlock
from lms.kit.text import fold

HANDLERS = frozenset(("drop_item", "do_attempt", "reset", "show_answer"))
SIZE = "max-1000x1000"

# Its page also calls `publish_event` with kinds of its own choosing, "grade" among them.
allow(
    "drag-and-drop-v2",
    handlers=HANDLERS,
    reads=frozenset(("student_view_user_state",)),
    quiet=frozenset(("publish_event",)),
    words=DRAG,
)


class DragAndDrop(BlockActivity):
    """Things to drag, or to move by keyboard, to zones of a picture."""

    slug = "drag_and_drop"
    label = _("Drag and drop on a picture")
    block: ClassVar[ActivityBlock] = DragBlock()
    block_type = "drag-and-drop-v2"
    messages = HANDLERS

    def config(self, value: Any) -> dict[str, Any]:
        """The author's words, and the picture in the size in which it is shown."""
        shown = in_size(value["picture"], SIZE)
        picture = {"url": shown.url, "width": shown.width, "height": shown.height}
        return super().config(value) | {"shown": picture}

    def authored(self, config: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the block."""
        items = _values(config["items"])
        return {
            "mode": config["mode"],
            "max_attempts": config["attempts"] or None,
            "question_text": escape(config["introduction"]),
            "show_question_header": False,
            "show_title": False,
            "weight": len(items),
            "data": _data(config),
        }

    def top(self, config: Mapping[str, Any]) -> float:
        """A point a thing."""
        return len(config["items"])

    def below(self, config: Mapping[str, Any]) -> State:
        """Where things are handed in together, too few of them right is a result."""
        return State.FAILED if config["mode"] == ASSESSMENT else State.IN_PROGRESS

    def rule(self, activity: Activity) -> str | Promise:
        """What completes it."""
        mark = activity.config["pass_percentage"]
        return format_lazy(_("Put at least {mark}% of the things in their places."), mark=mark)


def _data(config: Mapping[str, Any]) -> dict[str, Any]:
    shown = config["shown"]
    return {
        "targetImg": shown["url"],
        "targetImgDescription": config["picture_alt"],
        "zones": [_zone(number, one, shown) for number, one in enumerate(_values(config["zones"]))],
        "items": [
            _item(number, one, config) for number, one in enumerate(_values(config["items"]))
        ],
        "feedback": {
            "start": escape(config["feedback_start"]),
            "finish": escape(config["feedback_finish"]),
        },
        "displayLabels": config["shows_labels"],
        "displayBorders": config["shows_borders"],
        "displayBordersDragging": True,
    }


def _zone(number: int, zone: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """Authors give percent; the block wants points of the picture."""
    return {
        "uid": f"zone-{number}",
        "title": escape(zone["title"]),
        "description": escape(zone["description"]),
        "x": zone["left"] * shown["width"] / 100,
        "y": zone["top"] * shown["height"] / 100,
        "width": zone["width"] * shown["width"] / 100,
        "height": zone["height"] * shown["height"] / 100,
        "align": "center",
    }


def _item(number: int, item: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    places = {fold(one["title"]): place for place, one in enumerate(_values(config["zones"]))}
    return {
        "id": number,
        "displayName": escape(item["text"]),
        "feedback": {"correct": escape(item["right"]), "incorrect": escape(item["wrong"])},
        "zones": [f"zone-{places[title]}" for title in zone_titles(item["zones"])],
        "imageURL": "",
    }


def _values(children: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one["value"] for one in children]

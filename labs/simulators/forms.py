"""What the room's forms send beside the fields of a step."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from lms.kit.ids import derived, uuid7
from lms.kit.text import storable

_OWN = frozenset({"csrfmiddlewaretoken", "kind", "key", "where", "anchor"})
_NAME = re.compile(r"[\w-]{1,60}\Z", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where a step was taken: a place of the room, and a part of its page."""

    name: str
    anchor: str


def place_in(form: QueryDict) -> Place:
    """Where to come back to; anything but a plain name is the room itself."""
    where, anchor = form.get("where", ""), form.get("anchor", "")
    return Place(
        name=where if _NAME.match(where) else "",
        anchor=f"#{anchor}" if _NAME.match(anchor) else "",
    )


def posted(form: QueryDict) -> dict[str, Any]:
    """The fields of a step: text, and a list of texts under names that end in `[]`."""
    return {
        name.removesuffix("[]"): [storable(one) for one in form.getlist(name)]
        if name.endswith("[]")
        else storable(str(form[name]))
        for name in form
        if name not in _OWN
    }


def is_number(said: str) -> bool:
    """Whether a text is the number of a step; the longest run has four figures."""
    return said.isdecimal() and len(said) < 6


def key_given(form: QueryDict) -> str:
    """The key of the page's own, under which what it asks for counts once; else a new one."""
    return storable(form.get("key", ""))[:100] or str(uuid7())


def key_of(form: QueryDict, data: dict[str, Any]) -> str:
    """Under what a step counts once: the page it was taken on and all it says.

    The same button pressed twice is one step; another choice on the same page is another.
    """
    page = form.get("key") or str(uuid7())
    return str(derived(page, form.get("kind", ""), json.dumps(data, sort_keys=True)))

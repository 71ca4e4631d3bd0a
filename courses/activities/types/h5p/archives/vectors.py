"""Whether a drawing (SVG) carries anything that could run or fetch."""

import re

_SUSPECT = re.compile(
    rb"<\s*(?:\w+:)?(?:script|foreignObject|iframe|object|embed|handler|listener|set|animate)\b"
    rb"|\son\w+\s*=|javascript:|<!ENTITY|<!DOCTYPE[^>]*\["
    rb"|(?:href|src)\s*=\s*[\"']?\s*(?:https?:|//|data:text)"
    rb"|@import|url\(\s*[\"']?\s*(?:https?:|//)",
    re.IGNORECASE,
)


def is_scripted(raw: bytes) -> bool:
    """True for a drawing with script, events, animation of attributes, or outside addresses.

    An encoding other than UTF-8 could hide all of these, so it counts as scripted.
    """
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return b"\x00" in raw or bool(_SUSPECT.search(raw))

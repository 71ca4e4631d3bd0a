"""Vietnamese for what JupyterLab's own language pack leaves in English, in our words for a file.

`lab/vi_VN.json` holds a text for each message, and apart from them for those that Lab asks for with
a number; what the pack knows stays the pack's.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from jupyterlab_server import translations_handler

LOCALE = "vi_VN"
OURS = Path(__file__).resolve().parent / "lab" / f"{LOCALE}.json"
HOUSE = {"tập tin": "tệp", "Tập tin": "Tệp", r"\bbạn\b": "anh/chị", r"\bBạn\b": "Anh/chị"}
Pack = dict[str, dict[str, Any]]


def completed(pack: Pack) -> Pack:
    """The pack with ours where it says nothing."""
    theirs = pack.get("jupyterlab", {})
    said = {key: _in_house(texts) for key, texts in theirs.items() if any(texts)}
    ours = json.loads(OURS.read_text(encoding="utf-8"))
    messages = {key: [text] for key, text in ours["messages"].items()}
    counted = {key: [text, ""] for key, text in ours["counted"].items()}
    return pack | {"jupyterlab": messages | counted | said}


def complete() -> None:
    """From now on Lab is given the completed pack."""
    as_it_comes = translations_handler.get_language_pack

    def given(locale: str) -> tuple[Pack, str]:
        pack, message = as_it_comes(locale)
        return (completed(pack) if locale == LOCALE else pack), message

    translations_handler.get_language_pack = given


def _in_house(texts: Any) -> Any:
    """Each form of a message; what describes the pack itself is no list."""
    if not isinstance(texts, list):
        return texts
    return [_put(unicodedata.normalize("NFC", text)) for text in texts]


def _put(text: str) -> str:
    for theirs, ours in HOUSE.items():
        text = re.sub(theirs, ours, text)
    return text

"""Vietnamese words that are laid over JupyterLab's language pack."""

import re
import sys
import unicodedata
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from lms.env import BASE_DIR

ESCAPES = {"\\u2026": "…", "\\'": "'", '\\"': '"', "\\n": "\n", "\\\\": "\\"}


@pytest.fixture
def handler() -> Any:
    """As JupyterLab's server: a pack with a word, one without, and what describes it."""
    held = {"jupyterlab": {"": {"language": "vi"}, "Rename File": ["Đổi tên tập tin"], "No": [""]}}
    return SimpleNamespace(get_language_pack=lambda locale: (held, f"of {locale}"))


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch, handler: Any) -> ModuleType:
    server = ModuleType("jupyterlab_server")
    server.translations_handler = handler  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "jupyterlab_server", server)
    monkeypatch.syspath_prepend(str(BASE_DIR / "jupyter"))
    return import_module("words")


def test_the_pack_is_completed_and_speaks_as_the_house_does(words: Any, handler: Any) -> None:
    words.complete()

    pack, message = handler.get_language_pack("vi_VN")
    assert message == "of vi_VN"
    assert pack["jupyterlab"][""] == {"language": "vi"}
    assert pack["jupyterlab"]["Rename File"] == ["Đổi tên tệp"]
    assert pack["jupyterlab"]["No"] == ["Không"]
    assert pack["jupyterlab"]["Cut Cell"] == ["Cắt ô", ""]


def test_other_languages_stay_as_they_come(words: Any, handler: Any) -> None:
    words.complete()

    assert handler.get_language_pack("fr_FR")[0]["jupyterlab"]["No"] == [""]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Bạn có chắc muốn xóa tập tin này?", "Anh/chị có chắc muốn xóa tệp này?"),
        ("Tập tin của bạn", "Tệp của anh/chị"),
        ("Bạng", "Bạng"),
        (unicodedata.normalize("NFD", "Thẻ"), "Thẻ"),
    ],
)
def test_words_of_the_house_replace_theirs(words: Any, theirs: str, ours: str) -> None:
    assert words.completed({"jupyterlab": {"X": [theirs]}})["jupyterlab"]["X"] == [ours]


def test_every_text_is_there_with_all_its_places(words: Any) -> None:
    texts = words.completed({})["jupyterlab"]

    assert [key for key, [text, *_] in texts.items() if not text.strip()] == []
    assert [
        key
        for key, [text, *_] in texts.items()
        if sorted(re.findall(r"%\d", key)) != sorted(re.findall(r"%\d", text))
    ] == []


def test_lab_asks_for_every_message(words: Any) -> None:
    """What an upgrade no longer asks for is to be dropped."""
    lab = Path(settings.LAB_PYTHON).parents[1] / "share" / "jupyter" / "lab"
    files = [*lab.glob("static/*.js"), *lab.glob("schemas/@jupyterlab/*/*.json")]
    asked = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in files)
    for escape, character in ESCAPES.items():
        asked = asked.replace(escape, character)

    texts = words.completed({})["jupyterlab"]
    assert [key for key in texts if key.rpartition("\x04")[2] not in asked] == []

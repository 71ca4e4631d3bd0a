"""Keep each component's Vietnamese catalogue in step with its code, and tell where it is not."""

import re
from pathlib import Path

import polib

from lms.env import BASE_DIR
from lms.runtime.extraction import APPS, Message, extract

LANGUAGE = "vi"
BORROWED = BASE_DIR / "lms" / "site" / "overlays"  # sentences of the packages we use
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = {
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def path_of(component: Path) -> Path:
    """Where a component's catalogue is kept."""
    return component / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def update(component: Path, found: list[Message]) -> int:
    """Write the catalogue anew, keeping its translations; how many sentences lack one."""
    path = path_of(component)
    known = _by_key(path)
    catalogue = polib.POFile(wrapwidth=96)
    catalogue.metadata = dict(HEADER)
    for message in sorted(found, key=lambda item: (item.where, item.msgid)):
        catalogue.append(_entry(message, known.get(message.key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(catalogue) - len(catalogue.translated_entries())


def complaints(base: Path = BASE_DIR) -> list[str]:
    """Sentences without translation, translations without sentence, and broken placeholders."""
    found = extract(base)
    problems = []
    for component, messages in found.items():
        problems += _against_code(component, messages, base)
    pattern = "locale/vi/LC_MESSAGES/django.po"
    kept = {path.parents[3] for app in APPS for path in (base / app).rglob(pattern)}
    ours = {item for item in kept if BORROWED not in item.parents}
    for component in sorted(ours - set(found)):
        problems.append(f"{component.relative_to(base)}: a catalogue without any sentence")
    for component in sorted(kept):
        problems += _within(component, base)
    return problems


def _against_code(component: Path, messages: list[Message], base: Path) -> list[str]:
    name = component.relative_to(base).as_posix()
    held = _by_key(path_of(component))
    wanted = {message.key for message in messages}
    problems = []
    for message in messages:
        entry = held.get(message.key)
        if entry is None or not entry.translated():
            problems.append(f"{name}: not translated: {message.msgid!r} ({message.where})")
    unused = sorted(key[1] for key in held.keys() - wanted)
    return problems + [f"{name}: no longer used: {msgid!r}" for msgid in unused]


def _within(component: Path, base: Path) -> list[str]:
    """A translation keeps the placeholders of its sentence, and none is fuzzy."""
    name = component.relative_to(base).as_posix()
    problems = []
    for entry in _read(path_of(component)):
        if entry.fuzzy:
            problems.append(f"{name}: fuzzy: {entry.msgid!r}")
        text = entry.msgstr or "".join(entry.msgstr_plural.values())
        given = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        if text and set(PLACEHOLDER.findall(text)) != given:
            problems.append(f"{name}: placeholders differ: {entry.msgid!r}")
    return problems


def _by_key(path: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in _read(path)}


def _read(path: Path) -> list[polib.POEntry]:
    return [e for e in polib.pofile(str(path)) if not e.obsolete] if path.exists() else []


def _entry(message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.msgid, msgctxt=message.context, occurrences=[(message.where, "")]
    )
    if PLACEHOLDER.search(message.msgid) and "%" in message.msgid:
        entry.flags = ["python-format"]
    text = (known.msgstr or known.msgstr_plural.get(0, "")) if known else ""
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: text}
    else:
        entry.msgstr = text
    return entry

"""Part of `make check`: every sentence of every catalogue has one translation, and none is fuzzy."""

import sys
from pathlib import Path

import polib

from lms.runtime import messages


def complaints(paths: list[Path]) -> list[str]:
    """What is missing, fuzzy or translated in two ways."""
    found = messages.conflicts(paths)
    for path in paths:
        catalogue = polib.pofile(str(path))
        found += [f"{path}: not translated: {e.msgid!r}" for e in catalogue.untranslated_entries()]
        found += [f"{path}: fuzzy: {e.msgid!r}" for e in catalogue.fuzzy_entries()]
    return found


if __name__ == "__main__":
    problems = complaints(messages.sources())
    sys.stdout.write("".join(f"{line}\n" for line in problems))
    sys.exit(bool(problems))

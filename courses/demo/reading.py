"""Read the files of a course.

A lesson begins with `# title` and `minutes: 12`. Text and lists are Markdown. A part that
Markdown lacks is `:::kind argument`, then lines, then `:::`. Kinds: steps, table, image, warning,
example, video, quiz, h5p, lab, spreadsheet, document, simulator, survey, reading.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from courses.demo.facts import Block, Course, Lesson, Module
from lms.kit.text import nfc

FOLDER = Path(__file__).parent
COURSES = ("mot-cua-dien-tu", "an-toan-thong-tin", "du-lieu-bang-tinh")
FROM_TEXT = ("steps", "table", "image", "warning", "example", "reading")
TO_DO = ("video", "quiz", "h5p", "lab", "spreadsheet", "document", "simulator", "survey")
KINDS = frozenset((*FROM_TEXT, *TO_DO))
_OPTION = re.compile(r"(alt|caption|title|pass|attempts|final|optional): (.+)")


class DemoFileInvalid(ValueError):
    """A file of the demonstration does not have the form described here."""


def courses() -> list[Course]:
    """All courses, in the order of the catalogue."""
    return [course(slug) for slug in COURSES]


def course(slug: str) -> Course:
    """One course with everything in it."""
    facts = json.loads(nfc((FOLDER / slug / "course.json").read_text(encoding="utf-8")))
    modules = tuple(
        Module(
            slug=each["slug"],
            title=each["title"],
            intro=each["intro"],
            lessons=tuple(lesson(slug, name) for name in each["lessons"]),
        )
        for each in facts.pop("modules")
    )
    return Course(slug=slug, title=facts["title"], facts=facts, modules=modules)


def lesson(course_slug: str, slug: str) -> Lesson:
    """One lesson."""
    text = nfc((FOLDER / course_slug / f"{slug}.md").read_text(encoding="utf-8"))
    title, minutes, *rest = text.splitlines()
    if not title.startswith("# ") or not minutes.startswith("minutes: "):
        raise DemoFileInvalid(f"{course_slug}/{slug}: title or minutes missing")
    return Lesson(
        slug=slug,
        title=title.removeprefix("# ").strip(),
        minutes=int(minutes.removeprefix("minutes: ")),
        blocks=tuple(_blocks(rest)),
    )


def survey_facts(name: str) -> dict[str, object]:
    """A survey that several courses share."""
    facts: dict[str, object] = json.loads(nfc((FOLDER / f"{name}.json").read_text("utf-8")))
    return facts


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Text between two special parts is one block of text."""
    text: list[str] = []
    rest = iter(lines)
    for line in rest:
        if line.startswith(":::"):
            if any(text):
                yield Block(kind="text", lines=tuple(text))
            text = []
            yield _special(line, rest)
        else:
            text.append(line)
    if any(text):
        yield Block(kind="text", lines=tuple(text))


def _special(head: str, rest: Iterator[str]) -> Block:
    kind, _space, argument = head.removeprefix(":::").partition(" ")
    if kind not in KINDS:
        raise DemoFileInvalid(f"unknown part: {head}")
    options: dict[str, str] = {}
    lines: list[str] = []
    for line in rest:
        if line == ":::":
            return Block(kind=kind, argument=argument, options=options, lines=tuple(lines))
        found = _OPTION.fullmatch(line)
        if found and not lines:
            options[found[1]] = found[2].strip()
        else:
            lines.append(line)
    raise DemoFileInvalid(f"no end: {head}")

"""Courses as their files say them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a lesson: its kind, the words after it, its `name: value` lines, the rest."""

    kind: str
    argument: str = ""
    options: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option of a question, with what whoever chose it should know."""

    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: `single`, `multiple`, `truefalse` or `short`."""

    kind: str
    text: str
    options: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson and its blocks in order."""

    slug: str
    title: str
    minutes: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Module:
    """A part of a course."""

    slug: str
    title: str
    intro: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course; `facts` is its `course.json` without the modules."""

    slug: str
    title: str
    facts: dict[str, Any]
    modules: tuple[Module, ...]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons of all modules, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

"""A short film as its file says it: slides, what is said with them, and captions from that."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEDIA = Path(__file__).parent / "media"


@dataclass(frozen=True, kw_only=True)
class Storyboard:
    """The slides of a film."""

    name: str
    title: str
    slides: tuple[dict[str, Any], ...]

    @property
    def seconds(self) -> int:
        """How long the film is."""
        return sum(int(slide["seconds"]) for slide in self.slides)

    @property
    def transcript(self) -> str:
        """What is seen and said, in words: one paragraph a slide."""
        return "\n\n".join(_in_words(slide) for slide in self.slides)

    @property
    def captions(self) -> str:
        """WebVTT: what is said with a slide is spread evenly over its time."""
        cues = [f"{_clock(start)} --> {_clock(end)}\n{text}" for start, end, text in self._cues()]
        return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"

    def _cues(self) -> Iterator[tuple[float, float, str]]:
        begun = 0.0
        for slide in self.slides:
            each = slide["seconds"] / len(slide["says"])
            for place, text in enumerate(slide["says"]):
                yield begun + place * each, begun + (place + 1) * each, text
            begun += slide["seconds"]


def storyboard(name: str) -> Storyboard:
    """The film of this name."""
    facts = json.loads((MEDIA / f"{name}.json").read_text(encoding="utf-8"))
    return Storyboard(name=name, title=facts["title"], slides=tuple(facts["slides"]))


def _in_words(slide: dict[str, Any]) -> str:
    seen = " ".join(text.replace("|", "") for _style, text in slide["lines"])
    return f"{slide['heading']}. Trên màn hình: {seen}\n{' '.join(slide['says'])}"


def _clock(seconds: float) -> str:
    whole, rest = divmod(round(seconds * 1000), 1000)
    return f"{whole // 60:02d}:{whole % 60:02d}.{rest:03d}"

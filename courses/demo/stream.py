"""The parts of a lesson as the editor would have stored them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from courses.demo import shelf
from courses.demo.facts import Block, Lesson, Question
from courses.demo.questions import questions_in
from courses.demo.reading import survey_facts
from courses.demo.rich_text import html, inline, items, plain
from lms.kit.ids import derived

Value = dict[str, Any]
EXAMPLE = "Ví dụ"


def stream(course: str, lesson: Lesson) -> list[Value]:
    """Every part that can be shown; one whose lab is not there yet is left out."""
    return list(_parts(course, lesson))


def _parts(course: str, lesson: Lesson) -> Iterator[Value]:
    for place, block in enumerate(lesson.blocks):
        name, build = BUILDERS[block.kind]
        key = f"{course}/{lesson.slug}/{place}"
        value = build(block, key)
        if value is not None:
            yield {"type": name, "value": value, "id": _id(key)}


def _id(key: str) -> str:
    return str(derived("demonstration", key))


def _listed(key: str, values: Sequence[Any]) -> list[Value]:
    """The items of a list block."""
    return [
        {"type": "item", "value": value, "id": _id(f"{key}/{place}")}
        for place, value in enumerate(values)
    ]


def _text(block: Block, _key: str) -> str:
    return html(block.lines)


def _example(block: Block, _key: str) -> str:
    head = f"<h3>{EXAMPLE}: {inline(block.argument)}</h3>"
    return f"{head}<blockquote>{inline(' '.join(block.lines))}</blockquote>"


def _warning(block: Block, _key: str) -> Value:
    return {"text": f"<p><b>{inline(block.argument)}</b></p>{html(block.lines)}"}


def _steps(block: Block, key: str) -> Value:
    nothing = {"image": None, "alt": "", "caption": ""}
    steps = [{"text": f"<p>{inline(item)}</p>", "picture": nothing} for item in items(block.lines)]
    return {"title": plain(block.argument), "steps": _listed(key, steps)}


def _table(block: Block, _key: str) -> Value:
    rows = [
        [plain(cell.strip()) for cell in line.strip("|").split("|")] for line in block.lines if line
    ]
    return {
        "data": rows,
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": plain(block.argument),
    }


def _image(block: Block, _key: str) -> Value:
    alt = block.options["alt"]
    return {
        "image": shelf.picture(block.argument, alt),
        "alt": alt,
        "caption": block.options.get("caption", ""),
    }


def _video(block: Block, _key: str) -> Value:
    return _activity(block) | {"video": shelf.film(block.argument), "share": 90}


def _reading(block: Block, _key: str) -> Value:
    return {"title": block.argument, "required": True, "body": html(block.lines)}


def _h5p(block: Block, _key: str) -> Value:
    package = shelf.content(block.argument)
    return _activity(block) | {
        "package": package.pk,
        "pass_percentage": 60,
        "text_alternative": "",
    }


def _lab(block: Block, _key: str) -> Value | None:
    lab = shelf.chosen("lab", block.argument)
    if lab is None:
        return None
    return _activity(block) | {
        "intro": html(block.lines),
        "lab": lab,
        "pass_percent": 60,
        "attempts": 0,
    }


def _file_lab(block: Block, _key: str) -> Value | None:
    lab = shelf.chosen(block.kind, block.argument)
    if lab is None:
        return None
    rules = {"pass_percent": 60, "attempts": 0}
    return _activity(block) | {"intro": html(block.lines), "lab": lab} | rules


def _simulator(block: Block, _key: str) -> Value | None:
    scenario = shelf.chosen("simulator", block.argument)
    if scenario is None:
        return None
    return _activity(block) | {
        "intro": html(block.lines),
        "scenario": scenario,
        "pass_percent": 80,
        "attempts": 0,
        "redo": True,
    }


def _survey(block: Block, key: str) -> Value:
    facts: dict[str, Any] = survey_facts(block.argument)
    return {
        "title": block.options["title"],
        "required": False,
        "introduction": html([facts["intro"]]),
        "questions": [
            {"type": one.pop("kind"), "id": _id(f"{key}/{place}"), "value": _asked(one, key, place)}
            for place, one in enumerate(dict(each) for each in facts["questions"])
        ],
    }


def _asked(facts: Value, key: str, place: int) -> Value:
    text = {"text": facts["text"]}
    if "options" in facts:
        text["options"] = _listed(f"{key}/{place}", facts["options"])
    return text


def _quiz(block: Block, key: str) -> Value:
    final = "final" in block.options
    return {
        "title": block.argument,
        "required": True,
        "introduction": "",
        "questions": [
            _question(question, f"{key}/{place}")
            for place, question in enumerate(questions_in(block.lines))
        ],
        "pass_mark": int(block.options["pass"]),
        "attempts": int(block.options.get("attempts", "0")),
        "shuffle": final,
        "is_final": final,
    }


def _question(question: Question, key: str) -> Value:
    value: Value = {"text": f"<p>{inline(question.text)}</p>", "points": 1}
    if question.kind == "truefalse":
        right = next(option.text for option in question.options if option.correct)
        value |= {"is_true": right == "Đúng", "feedback": question.feedback}
    elif question.kind == "short":
        value |= {
            "accepted": _listed(key, list(question.accepted)),
            "feedback": question.feedback,
        }
    else:
        value["options"] = _listed(key, [vars(option) for option in question.options])
    kind = {"truefalse": "true_false"}.get(question.kind, question.kind)
    return {"type": kind, "id": _id(key), "value": value}


def _activity(block: Block) -> Value:
    return {"title": block.options["title"], "required": "optional" not in block.options}


BUILDERS: dict[str, tuple[str, Callable[[Block, str], Any]]] = {
    "text": ("rich_text", _text),
    "example": ("rich_text", _example),
    "warning": ("warning", _warning),
    "steps": ("steps", _steps),
    "table": ("table", _table),
    "image": ("image", _image),
    "video": ("video", _video),
    "reading": ("text", _reading),
    "h5p": ("h5p", _h5p),
    "lab": ("lab", _lab),
    "spreadsheet": ("spreadsheet", _file_lab),
    "document": ("document", _file_lab),
    "simulator": ("simulator", _simulator),
    "survey": ("survey", _survey),
    "quiz": ("quiz", _quiz),
}

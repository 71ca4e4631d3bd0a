"""Every setting of an author that changes points, against content as real packages hold it."""

from typing import Any

import pytest

from courses.activities.types.h5p.errors import AnswerRefused
from courses.activities.types.h5p.marking.answers import Answer
from courses.activities.types.h5p.marking.markers import (
    CLIENT_SCORED,
    COMPOSITES,
    MARKERS,
    allows_retry,
    is_markable,
    mark,
)
from courses.activities.types.h5p.marking.marks import Trust


def points(library: str, params: dict[str, Any], response: str | None = "", **more: Any) -> Any:
    found = mark(library, params, Answer(response=response, **more))
    assert found is not None
    assert found.trust is Trust.SERVER
    return found.score, found.max_score


def options(*rights: bool, **fields: Any) -> list[dict[str, Any]]:
    return [{"text": f"<div>{n}</div>", "correct": one} | fields for n, one in enumerate(rights)]


# --- multiple choice


@pytest.mark.parametrize(
    ("behaviour", "response", "expected"),
    [
        # one right answer: a single point, whatever the setting for points says
        ({"type": "auto", "singlePoint": False}, "0", (1, 1)),
        ({"type": "single", "singlePoint": False}, "1", (0, 1)),
        # two right answers, a point each; a wrong one takes one away, never below nothing
        ({"type": "multi", "singlePoint": False}, "0[,]2", (2, 2)),
        ({"type": "multi", "singlePoint": False}, "0[,]2[,]1", (1, 2)),
        ({"type": "multi", "singlePoint": False}, "0[,]1", (0, 2)),
        ({"type": "multi", "singlePoint": False}, "1[,]3", (0, 2)),
        # a single point for the whole, from the share that passes
        ({"type": "multi", "singlePoint": True, "passPercentage": 100}, "0", (0, 1)),
        ({"type": "multi", "singlePoint": True, "passPercentage": 50}, "0", (1, 1)),
        ({"type": "multi", "singlePoint": True, "passPercentage": 50}, "0[,]1", (0, 1)),
        ({"type": "multi", "singlePoint": True, "passPercentage": 0}, "1", (1, 1)),
    ],
)
def test_multiple_choice(behaviour, response, expected):
    rights = (True, False, False) if behaviour["type"] != "multi" else (True, False, True, False)

    params = {"answers": options(*rights), "behaviour": behaviour}

    assert points("H5P.MultiChoice", params, response) == expected


def test_multiple_choice_of_type_single_takes_one_answer_even_of_two_right_ones():
    params = {"answers": options(True, True, False), "behaviour": {"type": "single"}}

    assert points("H5P.MultiChoice", params, "1") == (0, 1)
    with pytest.raises(AnswerRefused):
        points("H5P.MultiChoice", params, "0[,]1")


def test_multiple_choice_weighs_wrong_answers_too():
    answers = options(True, True, False)
    answers[0]["weight"], answers[2]["weight"] = 3, 2
    params = {"answers": answers, "behaviour": {"type": "multi", "singlePoint": False}}

    assert points("H5P.MultiChoice", params, "0[,]1") == (4, 4)
    assert points("H5P.MultiChoice", params, "0[,]2") == (1, 4)
    assert points("H5P.MultiChoice", params, "1[,]2") == (0, 4)


# --- true or false


@pytest.mark.parametrize(
    ("correct", "response", "score"),
    [("true", "true", 1), ("true", "false", 0), ("false", "false", 1), ("false", "true", 0)],
)
def test_true_false(correct: str, response: str, score: int):
    assert points("H5P.TrueFalse", {"correct": correct}, response) == (score, 1)


@pytest.mark.parametrize("response", [None, "TRUE", "1", "true[,]true", "maybe"])
def test_true_false_refuses_what_is_neither(response):
    with pytest.raises(AnswerRefused):
        points("H5P.TrueFalse", {"correct": "true"}, response)


# --- fill in the blanks


@pytest.mark.parametrize(
    ("text", "behaviour", "response", "expected"),
    [
        ("*một*", {"caseSensitive": True}, "Một", (0, 1)),
        ("*một*", {"caseSensitive": False}, "MỘT", (1, 1)),
        ("*một/1/số một*", {}, "số một", (1, 1)),
        ("* một / 1 *", {}, "1", (1, 1)),
        ("*một:gợi ý / có gạch*", {}, "một", (1, 1)),
        ("*một:gợi ý*", {}, "gợi ý", (0, 1)),
        ("*có/*", {}, "", (1, 1)),
        ("*5 &lt; 6*", {}, "5 < 6", (1, 1)),
        ("*<strong>đậm</strong>*", {}, "đậm", (1, 1)),
        ("*hồ sơ*", {"acceptSpellingErrors": True}, "hồ xơ", (1, 1)),
        ("*hồ sơ*", {"acceptSpellingErrors": True}, "hộ xơ", (0, 1)),
        ("*sơ*", {"acceptSpellingErrors": True}, "xơ", (0, 1)),
        ("*giấy khai sinh*", {"acceptSpellingErrors": True}, "giáy khái sinh", (1, 1)),
        ("*giấy khai sinh*", {"acceptSpellingErrors": True}, "giáy khái xinh", (0, 1)),
        ("*a* và *a*", {}, "a[,]a", (2, 2)),
        ("*a* và *b*", {}, "b[,]a", (0, 2)),
    ],
)
def test_blanks(text, behaviour, response, expected):
    params = {"questions": [f"<p>{text}</p>"], "behaviour": behaviour}

    assert points("H5P.Blanks", params, response) == expected


def test_blanks_count_over_all_texts():
    params = {"questions": ["<p>*a*</p>", "<p>không có ô</p>", "<p>*b* *c*</p>"]}

    assert points("H5P.Blanks", params, "a[,]x[,]c") == (2, 3)
    assert points("H5P.Blanks", params, "a[,]b[,]c[,]d[,]e") == (3, 3)


# --- drag the words


@pytest.mark.parametrize(
    ("text", "response", "expected"),
    [
        ("Nộp *tờ khai* tại *quầy*", "tờ khai[,]quầy", (2, 2)),
        ("Nộp *tờ khai* tại *quầy*", "quầy[,]tờ khai", (0, 2)),
        ("Nộp *tờ khai:xem mẫu* tại *quầy*", "tờ khai[,]", (1, 2)),
        (r"Nộp *tờ khai\+Đúng rồi\-Chưa đúng*", "tờ khai", (1, 1)),
        ("*a* và *a*", "a[,]a", (2, 2)),
        ("Dòng một *x*\nDòng hai *y*", "x[,]z", (1, 2)),
    ],
)
def test_drag_words(text: str, response: str, expected):
    params = {"textField": text, "distractors": "*sai* *khác*"}

    assert points("H5P.DragText", params, response) == expected


def test_distractor_in_a_gap_earns_nothing():
    params = {"textField": "Nộp *tờ khai*", "distractors": "*sai*"}

    assert points("H5P.DragText", params, "sai") == (0, 1)


# --- mark the words


@pytest.mark.parametrize(
    ("response", "expected"),
    [("0[,]3", (2, 2)), ("0", (1, 2)), ("0[,]1", (0, 2)), ("1[,]2", (0, 2)), ("", (0, 2))],
)
def test_mark_words(response: str, expected):
    params = {"textField": "<p>*Nộp* hồ sơ, *đúng* hạn.</p>"}

    assert points("H5P.MarkTheWords", params, response) == expected


# --- sets


def answered(*responses: str, ids: Any = None) -> tuple[Answer, ...]:
    keys = ids or [""] * len(responses)
    return tuple(Answer(sub_id=key, response=one) for key, one in zip(keys, responses, strict=True))


@pytest.mark.parametrize(
    ("responses", "score"), [(("0", "0", "0"), 3), (("0", "1", "2"), 1), (("1", "1", "1"), 0)]
)
def test_single_choice_set_puts_the_right_answer_first(responses: tuple[str, ...], score: int):
    params = {"choices": [{"question": "?", "answers": ["đúng", "sai", "sai"]}] * 3}

    assert points("H5P.SingleChoiceSet", params, None, children=answered(*responses)) == (score, 3)


@pytest.mark.parametrize(
    ("responses", "score"), [(("0", "0"), 2), (("1[,]0", "0"), 1), (("1[,]2[,]0", "1[,]0"), 0)]
)
def test_summary_gives_a_point_for_the_first_try(responses: tuple[str, ...], score: int):
    params = {"summaries": [{"summary": ["đúng", "sai", "sai"]}] * 2}

    assert points("H5P.Summary", params, None, children=answered(*responses)) == (score, 2)


def inside(key: str, library: str, **params: Any) -> dict[str, Any]:
    return {"subContentId": key, "library": library, "params": params}


MIXED = [
    inside(
        "c", "H5P.MultiChoice 1.16", answers=options(True, True), behaviour={"singlePoint": False}
    ),
    inside("t", "H5P.TrueFalse 1.8", correct="true"),
    inside("b", "H5P.Blanks 1.14", questions=["*a* *b*"], behaviour={"caseSensitive": False}),
    inside("d", "H5P.DragText 1.10", textField="*x*"),
]
PLACES = {
    "H5P.QuestionSet": {"questions": MIXED},
    "H5P.Column": {"content": [{"content": one} for one in MIXED]},
}


@pytest.mark.parametrize("library", PLACES)
def test_settings_of_questions_hold_inside_others(library: str):
    children = answered("0[,]1", "false", "A[,]y", "x", ids="ctbd")

    assert points(library, PLACES[library], None, children=children) == (4, 6)


@pytest.mark.parametrize("library", PLACES)
def test_question_without_an_answer_earns_nothing_and_counts(library: str):
    assert points(library, PLACES[library], None, children=answered("x", ids="d")) == (1, 6)


@pytest.mark.parametrize("library", PLACES)
def test_answer_to_a_question_that_is_not_there_adds_nothing(library: str):
    children = answered("x", "x", ids="dz")

    assert points(library, PLACES[library], None, children=children) == (1, 6)


def test_column_in_a_column_is_marked_to_the_bottom():
    deep = inside("k", "H5P.Column 1.18", content=[{"content": one} for one in MIXED[1:2]])
    params = {"content": [{"content": deep}, {"content": MIXED[3]}]}
    children = (Answer(sub_id="k", children=answered("true", ids="t")), *answered("x", ids="d"))

    assert points("H5P.Column", params, None, children=children) == (2, 2)


@pytest.mark.parametrize("library", [*MARKERS, *sorted(COMPOSITES)])
def test_points_without_any_response_are_refused_or_nothing(library: str):
    """A claim alone earns nothing in any type that this server marks."""
    params = PLACES.get(library) or {
        "answers": options(True, False),
        "correct": "true",
        "questions": ["*a*"],
        "textField": "*a* b",
        "choices": [{"answers": ["a", "b"]}],
        "summaries": [{"summary": ["a", "b"]}],
        "steps": [{}, {}],
        "components": [{"name": "a"}],
    }

    with pytest.raises(AnswerRefused):
        mark(library, params, Answer(score=1, max_score=1))


@pytest.mark.parametrize("library", [*sorted(CLIENT_SCORED), "H5P.Unknown"])
def test_everything_else_is_the_browsers_word(library: str):
    found = mark(library, {}, Answer(response="x", score=1, max_score=1))

    assert found is not None
    assert found.trust is Trust.CLIENT
    assert not is_markable(library)


@pytest.mark.parametrize(
    ("library", "params", "again"),
    [
        ("H5P.MultiChoice", {}, True),
        ("H5P.MultiChoice", {"behaviour": {"enableRetry": True}}, True),
        ("H5P.MultiChoice", {"behaviour": {"enableRetry": False}}, False),
        ("H5P.Blanks", {"behaviour": None}, True),
        ("H5P.QuestionSet", {"endGame": {"showRetryButton": False}}, False),
        ("H5P.QuestionSet", {"behaviour": {"enableRetry": False}}, True),
    ],
)
def test_whether_one_may_answer_again(library: str, params: dict[str, Any], again: bool):
    assert allows_retry(library, params) is again

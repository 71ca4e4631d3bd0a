"""Marking: the author's settings count, and every type at its edges."""

from typing import Any

import pytest

from courses.activities.types.h5p.errors import AnswerRefused
from courses.activities.types.h5p.marking.answers import SUB_ID, Answer, parse
from courses.activities.types.h5p.marking.markers import mark
from courses.activities.types.h5p.marking.marks import Trust
from courses.activities.types.h5p.marking.texts import distance, selectable_words


def points(library: str, params: dict[str, Any], response: str, **answer: Any) -> Any:
    found = mark(library, params, Answer(response=response, **answer))
    assert found is not None
    return found.score, found.max_score


def choice(*rights: bool, weights: Any = (), **behaviour: Any) -> dict[str, Any]:
    answers: list[dict[str, Any]] = [{"text": "?", "correct": right} for right in rights]
    for one, weight in zip(answers, weights, strict=False):
        one["weight"] = weight
    return {"answers": answers, "behaviour": behaviour}


@pytest.mark.parametrize(
    ("params", "response", "expected"),
    [
        (choice(True, False, False), "0", (1, 1)),
        (choice(True, False, False), "1", (0, 1)),
        (choice(True, False, False), "", (0, 1)),
        (choice(True, True, False, singlePoint=False), "0[,]1", (2, 2)),
        (choice(True, True, False, singlePoint=False), "0[,]2", (0, 2)),
        (choice(True, True, False, singlePoint=False), "2", (0, 2)),
        (choice(True, True, False, singlePoint=True), "0", (0, 1)),
        (choice(True, True, False, singlePoint=True, passPercentage=50), "0", (1, 1)),
        (choice(True, True, False, singlePoint=True), "0[,]1", (1, 1)),
        (choice(False, False), "", (1, 1)),
        (choice(False, False), "0", (0, 1)),
        (choice(True, True, weights=(2, 1), singlePoint=False), "0", (2, 3)),
    ],
)
def test_multiple_choice_follows_the_authors_settings(params, response, expected):
    assert points("H5P.MultiChoice", params, response) == expected


@pytest.mark.parametrize("response", ["9", "0[,]0", "-1", "a", "0[,]", "٣"])
def test_choice_that_does_not_exist_is_refused(response: str):
    with pytest.raises(AnswerRefused):
        points("H5P.MultiChoice", choice(True, True), response)


def test_two_choices_where_one_is_allowed_are_refused():
    with pytest.raises(AnswerRefused):
        points("H5P.MultiChoice", choice(True, False), "0[,]1")


@pytest.mark.parametrize(
    ("response", "expected"), [("true", (1, 1)), ("false", (0, 1)), ("", (0, 1))]
)
def test_true_false(response: str, expected: tuple[int, int]):
    assert points("H5P.TrueFalse", {"correct": "true"}, response) == expected


GAPS = {"questions": ["<p>Hồ sơ *giấy/bản giấy:gợi ý* và *điện tử*, giá 2 ** 3.</p>"]}


@pytest.mark.parametrize(
    ("behaviour", "response", "score"),
    [
        ({}, "giấy[,]điện tử", 2),
        ({}, "bản giấy[,]ĐIỆN TỬ", 1),
        ({"caseSensitive": False}, " Bản giấy [,]ĐIỆN TỬ", 2),
        ({"acceptSpellingErrors": True}, "giấy[,]điện tư", 2),
        ({"acceptSpellingErrors": True}, "giấy[,]điện xx", 1),
        ({}, "[,]", 0),
        ({}, "giấy", 1),
    ],
)
def test_blanks_take_alternatives_case_and_slips(behaviour, response: str, score: int):
    params = GAPS | {"behaviour": behaviour}

    assert points("H5P.Blanks", params, response) == (score, 2)


def test_blanks_compare_composed_and_decomposed_letters_alike():
    decomposed = "gia\u0302\u0301y[,]đie\u0323\u0302n tư\u0309"

    assert points("H5P.Blanks", GAPS, decomposed) == (2, 2)


def test_drag_words_leave_tips_and_feedback_out():
    params = {"textField": r"Nộp *hồ sơ:gợi ý\+đúng\-sai* tại *Một cửa*."}

    assert points("H5P.DragText", params, "hồ sơ[,]Một cửa") == (2, 2)
    assert points("H5P.DragText", params, "Một cửa[,]") == (0, 2)


def test_mark_words_take_a_point_for_a_wrong_mark():
    params = {"textField": "<p>Nộp *hồ*, nhận (*kết*) quả.</p>"}

    assert selectable_words(params["textField"]) == [False, True, False, True, False]
    assert points("H5P.MarkTheWords", params, "1[,]3") == (2, 2)
    assert points("H5P.MarkTheWords", params, "0[,]1") == (0, 2)
    assert points("H5P.MarkTheWords", {"textField": "Không có"}, "") == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "ab", 2), ("ab", "ba", 1), ("hồ sơ", "hồ sơ", 0), ("abc", "axc", 1), ("abcd", "acbd", 1)],
)
def test_distance_counts_a_swap_as_one(one: str, other: str, expected: int):
    assert distance(one, other) == expected


@pytest.mark.parametrize(
    ("library", "params"),
    [
        ("H5P.SingleChoiceSet", {"choices": [{"answers": ["a", "b"]}, {"answers": ["a"]}, {}]}),
        ("H5P.Summary", {"summaries": [{"summary": ["a", "b"]}, {"summary": ["a"]}]}),
    ],
)
def test_first_try_counts_in_sets(library: str, params: dict[str, Any]):
    children = (Answer(response="0"), Answer(response="1[,]0"))

    found = mark(library, params, Answer(children=children))

    assert found is not None
    assert (found.score, found.max_score, found.trust) == (1, 2, Trust.SERVER)
    with pytest.raises(AnswerRefused):
        mark(library, params, Answer(children=children[:1]))
    with pytest.raises(AnswerRefused):
        mark(library, params, Answer(response="0"))


def question(key: str, library: str = "H5P.TrueFalse 1.8", **params: Any) -> dict[str, Any]:
    return {"subContentId": key, "library": library, "params": {"correct": "true"} | params}


def test_question_set_adds_its_questions_in_any_order():
    params = {"questions": [question("a"), question("b"), question("c")]}
    children = (Answer(sub_id="b", response="true"), Answer(sub_id="a", response="false"))

    found = mark("H5P.QuestionSet", params, Answer(children=children))

    assert found is not None
    assert (found.score, found.max_score, found.complete) == (1, 3, False)


def test_question_set_that_draws_some_counts_exactly_those():
    params = {"questions": [question("a"), question("b"), question("c")], "poolSize": 2}
    two = (Answer(sub_id="b", response="true"), Answer(sub_id="c", response="true"))

    found = mark("H5P.QuestionSet", params, Answer(children=two))

    assert found is not None
    assert (found.score, found.max_score) == (2, 2)
    with pytest.raises(AnswerRefused):
        mark("H5P.QuestionSet", params, Answer(children=two[:1]))


def test_one_answer_given_twice_in_a_set_is_refused():
    params = {"questions": [question("a"), question("b")]}
    children = (Answer(sub_id="a", response="true"), Answer(sub_id="a", response="true"))

    with pytest.raises(AnswerRefused):
        mark("H5P.QuestionSet", params, Answer(children=children))


def test_set_with_a_question_only_the_browser_marks_is_not_trusted():
    other = {"subContentId": "b", "library": "H5P.DragQuestion 1.14", "params": {}}
    params = {"content": [{"content": question("a")}, {"content": other}]}
    children = (
        Answer(sub_id="a", response="true"),
        Answer(sub_id="b", response="x", score=2, max_score=3),
    )

    found = mark("H5P.Column", params, Answer(children=children))

    assert found is not None
    assert (found.score, found.max_score, found.trust) == (3, 4, Trust.CLIENT)


def test_points_of_a_child_that_its_response_does_not_earn_are_refused():
    params = {"questions": [question("a")]}
    child = Answer(sub_id="a", response="false", score=1, max_score=1)

    with pytest.raises(AnswerRefused):
        mark("H5P.QuestionSet", params, Answer(children=(child,)))


def test_unknown_types_keep_what_the_browser_says_and_say_so():
    found = mark("H5P.MemoryGame", {}, Answer(response="", score=3, max_score=4))

    assert found is not None
    assert (found.score, found.max_score, found.trust) == (3, 4, Trust.CLIENT)
    assert mark("H5P.Accordion", {}, Answer()) is None


@pytest.mark.parametrize(
    ("verdicts", "expected"), [("present[,]missing", (2, 2)), ("missing[,]", (0, 2))]
)
def test_dossier_check(verdicts: str, expected: tuple[int, int]):
    params = {"components": [{"name": "a"}, {"name": "b", "state": "missing"}]}

    assert points("H5P.DossierCheck", params, verdicts) == expected
    with pytest.raises(AnswerRefused):
        points("H5P.DossierCheck", params, "present")
    with pytest.raises(AnswerRefused):
        points("H5P.DossierCheck", params, "present[,]khac")


def test_procedure_order_by_single_point():
    params = {"steps": [{}, {}, {}], "behaviour": {"singlePoint": True}}

    assert points("H5P.ProcedureOrder", params, "0[,]1[,]2") == (1, 1)
    assert points("H5P.ProcedureOrder", params, "0[,]2[,]1") == (0, 1)


def test_tree_is_read_with_its_ids_and_bounds():
    definition = {"extensions": {SUB_ID: "abc"}}
    result = {"response": "x", "score": {"raw": 1, "max": 2}}
    child = {"statement": {"object": {"definition": definition}, "result": result}}

    parsed = parse({"statement": {}, "children": [child, None]})

    assert parsed.children == (Answer(sub_id="abc", response="x", score=1, max_score=2),)
    nested: dict[str, Any] = {"statement": {}}
    for _level in range(8):
        nested = {"statement": {}, "children": [nested]}
    with pytest.raises(AnswerRefused):
        parse(nested)
    with pytest.raises(AnswerRefused):
        parse({"statement": {}, "children": [child] * 600})

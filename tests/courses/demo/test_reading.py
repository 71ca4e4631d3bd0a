"""The demonstration's files: whole, consistent, and enough to learn from."""

from collections import Counter

import pytest
from PIL import Image

from courses.demo.facts import Block, Course
from courses.demo.questions import neutral, questions_in
from courses.demo.reading import COURSES, FOLDER, DemoFileInvalid, _blocks, course, survey_facts
from courses.demo.stream import BUILDERS

ALL = [course(slug) for slug in COURSES]
LESSONS = [(one, lesson) for one in ALL for lesson in one.lessons]
BLOCKS = [(f"{one.slug}/{lesson.slug}", part) for one, lesson in LESSONS for part in lesson.blocks]
QUIZZES = [(where, part) for where, part in BLOCKS if part.kind == "quiz"]
QUESTIONS = [(where, asked) for where, part in QUIZZES for asked in questions_in(part.lines)]


def words(part: Block) -> int:
    return len(" ".join((part.argument, *part.options.values(), *part.lines)).split())


def test_courses_hold_the_counts_written():
    counts = {
        one.slug: (
            len(one.modules),
            len(one.lessons),
            sum(where.startswith(f"{one.slug}/") for where, _asked in QUESTIONS),
        )
        for one in ALL
    }

    assert counts == {
        "mot-cua-dien-tu": (4, 12, 43),
        "an-toan-thong-tin": (3, 9, 36),
        "du-lieu-bang-tinh": (4, 12, 38),
    }


def test_questions_come_in_all_four_kinds_in_every_course():
    for one in ALL:
        kinds = {q.kind for where, q in QUESTIONS if where.startswith(f"{one.slug}/")}
        assert kinds == {"single", "multiple", "truefalse", "short"}


@pytest.mark.parametrize(("where", "asked"), QUESTIONS)
def test_question_has_a_right_answer_and_says_why(where, asked):
    right = [option for option in asked.options if option.correct]

    if asked.kind == "short":
        assert asked.accepted
        assert asked.feedback
    else:
        assert [option.text for option in asked.options if not option.feedback] == []
        assert len({option.text for option in asked.options}) == len(asked.options) >= 2
        assert len(right) == 1 if asked.kind != "multiple" else right
    if asked.kind == "truefalse":
        assert [option.text for option in asked.options] == ["Đúng", "Sai"]
        assert asked.feedback == neutral(right[0].feedback)


@pytest.mark.parametrize("one", ALL, ids=COURSES)
def test_course_ends_with_one_final_test_of_ten_questions(one: Course):
    finals = [
        (lesson, part)
        for lesson in one.lessons
        for part in lesson.blocks
        if "final" in part.options
    ]

    assert [lesson for lesson, _part in finals] == [one.lessons[-1]]
    assert len(questions_in(finals[0][1].lines)) == 10
    assert finals[0][1].options["pass"] == "50"


@pytest.mark.parametrize(("one", "lesson"), LESSONS, ids=lambda value: getattr(value, "slug", None))
def test_lesson_teaches_in_a_length_that_is_read(one, lesson):
    taught = sum(words(part) for part in lesson.blocks if part.kind not in {"quiz", "survey"})

    if lesson is one.lessons[-1]:
        assert taught >= 50
    else:
        assert 250 <= taught <= 620
        assert {"table", "warning", "example"} <= {part.kind for part in lesson.blocks}


def test_slugs_are_used_once_in_a_course():
    for one in ALL:
        assert max(Counter(lesson.slug for lesson in one.lessons).values()) == 1
        files = {path.stem for path in (FOLDER / one.slug).glob("*.md")}
        assert files == {lesson.slug for lesson in one.lessons}


def test_pictures_exist_and_are_told_in_words():
    pictures = [part for _where, part in BLOCKS if part.kind == "image"]
    covers = [one.facts["cover"] for one in ALL]

    assert len(pictures) == 3
    for name, alt in [
        *((part.argument, part.options["alt"]) for part in pictures),
        *((cover["file"], cover["alt"]) for cover in covers),
    ]:
        with Image.open(FOLDER / "media" / name) as image:
            assert image.width >= 960
        assert 40 <= len(alt) <= 250


def test_tables_are_rectangular():
    for where, part in BLOCKS:
        if part.kind == "table":
            columns = {line.count("|") for line in part.lines if line}
            assert len(columns) == 1, (where, part.argument)
            assert part.argument


def test_every_kind_of_part_can_be_built():
    assert {part.kind for _where, part in BLOCKS} == set(BUILDERS)


def test_survey_asks_about_the_six_objects_of_the_circular():
    topics = {question["topic"] for question in survey_facts("khao-sat-cuoi-khoa")["questions"]}

    assert topics == {
        "Chương trình",
        "Học viên",
        "Giảng viên",
        "Cơ sở vật chất",
        "Khóa bồi dưỡng",
        "Hiệu quả sau bồi dưỡng",
    }


def test_part_without_end_is_refused():
    with pytest.raises(DemoFileInvalid, match="no end"):
        list(_blocks([":::warning Lưu ý", "Một dòng"]))


def test_part_of_unknown_kind_is_refused():
    with pytest.raises(DemoFileInvalid, match="unknown part"):
        list(_blocks([":::slide Một", ":::"]))

"""One sample of each activity type: what an author fills in, and what a learner sends to be done.

A new type adds its sample here, or `tests/courses/activities/test_protocol.py` fails.
"""

import struct
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.activities.base import Message
from courses.activities.models import Activity
from courses.activities.types.quiz.models import Attempt
from courses.activities.types.video.models import Video
from labs.grading.actions import request_marking
from labs.grading.statements import scored
from labs.simulators.models import Sitting
from lms.accounts.models import User
from lms.records.actions import record
from tests.factories import files, labs, simulators
from tests.factories.h5p import package

VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nXin ch\xc3\xa0o\n"
Messages = Callable[[Activity, User], Iterator[Message]]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """`value` makes the fields of a block beside title and required; `messages` completes it.

    Where a result comes from elsewhere, such as the grader, `afterwards` brings it in.
    """

    value: Callable[[], dict[str, Any]]
    messages: Messages
    afterwards: Callable[[Activity, User], None] = lambda _activity, _learner: None


SAMPLES: dict[str, Sample] = {}


def item(kind: str, **value: Any) -> dict[str, Any]:
    """One child of a stream or list."""
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def entries(*values: Any) -> list[dict[str, Any]]:
    """The children of a list block."""
    return [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value in values]


def options(*texts: str, right: tuple[int, ...] = (0,)) -> list[dict[str, Any]]:
    """Options of a question, of which those numbered `right` are correct."""
    return entries(
        *(
            {"text": text, "correct": number in right, "feedback": f"Phản hồi {number}"}
            for number, text in enumerate(texts)
        )
    )


def mp4(seconds: int = 10) -> bytes:
    """The smallest file that says of itself that it is an MP4 of this length."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000)
    movie = struct.pack(">I4s", 8 + len(header) + 80, b"mvhd") + header + b"\0" * 80
    parts = [(b"ftyp", b"isom\0\0\0\0isom"), (b"moov", movie), (b"mdat", bytes(range(256)) * 40)]
    return b"".join(struct.pack(">I4s", 8 + len(body), name) + body for name, body in parts)


def video(seconds: int = 10) -> Video:
    """A stored video with captions."""
    made = Video(
        title="Một cửa là gì",
        file=ContentFile(mp4(seconds), "mot-cua.mp4"),
        captions=ContentFile(VTT, "mot-cua.vtt"),
        transcript="Một cửa là nơi tiếp nhận hồ sơ.",
    )
    made.full_clean()
    made.save()
    return made


def quiz_value(**fields: Any) -> dict[str, Any]:
    """A quiz with a question of each kind; the first option of each is right."""
    questions = [
        item("single", text="<p>Một?</p>", points=1, options=options("Đúng A", "Sai B", "Sai C")),
        item(
            "multiple", text="<p>Nhiều?</p>", points=2, options=options("X", "Y", "Z", right=(0, 2))
        ),
        item("true_false", text="<p>Trời xanh.</p>", points=1, is_true=True, feedback="Nhìn lên."),
        item("short", text="<p>Thủ đô?</p>", points=1, accepted=entries("Hà Nội"), feedback=""),
    ]
    rules = {"pass_mark": 50, "attempts": 2, "shuffle": True, "is_final": False}
    return {"introduction": "", "questions": questions, **rules, **fields}


def right_answers(activity: Activity) -> dict[str, Any]:
    """The fields of a form that answers every question rightly."""
    sent: dict[str, Any] = {}
    for question in activity.config["questions"]:
        value, field = question["value"], f"q-{question['id']}"
        if question["type"] == "short":
            sent[field] = "ha noi"
        elif question["type"] == "true_false":
            sent[field] = "true" if value["is_true"] else "false"
        else:
            chosen = [one["id"] for one in value["options"] if one["value"]["correct"]]
            sent[field] = chosen if question["type"] == "multiple" else chosen[0]
    return sent


def _quiz(activity: Activity, learner: User) -> Iterator[Message]:
    yield Message(kind="start", data={}, key="s")
    attempt = Attempt.objects.get(learner=learner, activity_id=activity.pk)
    told = {"attempt": str(attempt.uuid)}
    yield Message(kind="save", data=told, key="v")
    yield Message(kind="submit", data=told | right_answers(activity), key="h")


def survey_value() -> dict[str, Any]:
    """A survey with a question of each kind."""
    questions = [
        item("rating", text="Nội dung hữu ích"),
        item("choice", text="Anh/chị học ở đâu?", options=entries("Cơ quan", "Nhà")),
        item("comment", text="Góp ý"),
    ]
    return {"introduction": "", "questions": questions}


def survey_answers(activity: Activity) -> dict[str, str]:
    """The fields of a filled-in survey."""
    rating, choice, comment = (f"q-{one['id']}" for one in activity.config["questions"])
    return {rating: "5", choice: "Nhà", comment: "Rất rõ"}


def _text(_activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="read", data={"how": "button"}, key="k")


def _video(_activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="watched", data={"position": 4, "spans": [[0, 4]]}, key="one")
    yield Message(kind="watched", data={"position": 10, "spans": [[4, 10]]}, key="two")


def _survey(activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="submit", data=survey_answers(activity), key="k")


SAMPLES["text"] = Sample(value=lambda: {"body": "<p>Đọc.</p>"}, messages=_text)
SAMPLES["video"] = Sample(value=lambda: {"video": video().pk, "share": 90}, messages=_video)
SAMPLES["quiz"] = Sample(value=quiz_value, messages=_quiz)
SAMPLES["survey"] = Sample(value=survey_value, messages=_survey)


def h5p_value() -> dict[str, Any]:
    """A package of our own: three steps to put in order."""
    return {"package": package().pk, "pass_percentage": 60, "text_alternative": ""}


def ordered(activity: Activity, learner: User) -> Iterator[Message]:
    """The steps in their order, as the sandboxed frame sends them."""
    result = {"response": "0[,]1[,]2", "score": {"raw": 3, "max": 3}}
    tree = {"statement": {"object": {}, "result": result}, "children": []}
    yield Message(kind="answer", data={"finished": True, "tree": tree}, key="answer")


SAMPLES["h5p"] = Sample(value=h5p_value, messages=ordered)


def _lab(_activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="open", data={}, key="o")


def _graded(made: Activity, learner: User) -> None:
    """A notebook handed in, and all its points given; the sandbox has tests of its own."""
    handed = labs.attempt(activity=made, learner=learner, content=b"{}")
    marking = request_marking(attempt=handed)
    marking.score = marking.max_score = handed.version.checked_score
    record(scored(marking))


def _lab_value() -> dict[str, Any]:
    lab = labs.lab_version().lab_id
    return {"intro": "", "lab": lab, "pass_percent": 60, "attempts": 0}


SAMPLES["lab"] = Sample(value=_lab_value, messages=_lab, afterwards=_graded)


def _simulator(activity: Activity, learner: User) -> Iterator[Message]:
    yield Message(kind="begin", data={}, key="b")
    sitting = Sitting.objects.get(person=learner, activity_id=activity.pk)
    simulators.add(sitting, 3, key="add")
    yield Message(kind="hand-in", data={"run": sitting.run.uuid}, key="h")


SAMPLES["simulator"] = Sample(value=simulators.simulator_value, messages=_simulator)


def picture() -> Any:
    """A picture of Wagtail's library."""
    return get_image_model().objects.create(title="Quầy một cửa", file=get_test_image_file())


def zone(title: str, left: int = 5) -> dict[str, Any]:
    """A zone of a picture, 40 % wide."""
    place = {"left": left, "top": 10, "width": 40, "height": 80}
    return {"title": title, "description": f"Nửa của {title}", **place}


def thing(text: str, zones: str, wrong: str = "Chưa đúng chỗ.") -> dict[str, Any]:
    """A thing to drag."""
    return {"text": text, "zones": zones, "right": f"{text} đã đúng.", "wrong": wrong}


def drag_value(**fields: Any) -> dict[str, Any]:
    """A picture with two zones and three things, of which one belongs nowhere."""
    things = (thing("Tờ khai", "Tiếp nhận"), thing("Kết quả", "TRẢ KẾT QUẢ"), thing("Báo", ""))
    value = {
        "introduction": "Kéo giấy tờ vào quầy.",
        "picture": picture().pk,
        "picture_alt": "Hai quầy một cửa",
        "zones": entries(zone("Tiếp nhận"), zone("Trả kết quả", left=55)),
        "items": entries(*things),
        "mode": "standard",
        "attempts": 0,
        "pass_percentage": 100,
        "feedback_start": "Mời anh/chị bắt đầu.",
        "feedback_finish": "Anh/chị đã xếp đúng.",
        "shows_labels": True,
        "shows_borders": True,
    }
    return value | fields


def poll_value(**fields: Any) -> dict[str, Any]:
    """A question with two answers."""
    value = {
        "question": "Anh/chị nhận hồ sơ ở đâu?",
        "answers": entries("Tại quầy", "Qua mạng"),
        "feedback": "Cảm ơn anh/chị.",
        "hides_results": False,
    }
    return value | fields


def grid_value(**fields: Any) -> dict[str, Any]:
    """Two questions with the same two answers."""
    value = {
        "questions": entries("Dễ hiểu?", "Đủ thời gian?"),
        "answers": entries("Có", "Không"),
        "feedback": "",
        "hides_results": False,
    }
    return value | fields


def _drag(_activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="drop_item", data={"val": 0, "zone": "zone-0"}, key="0")
    yield Message(kind="drop_item", data={"val": 1, "zone": "zone-1"}, key="1")


def _vote(_activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="vote", data={"choice": "a1"}, key="k")


def _grid(_activity: Activity, _learner: User) -> Iterator[Message]:
    yield Message(kind="vote", data={"q1": "a1", "q2": "a2"}, key="k")


SAMPLES["drag_and_drop"] = Sample(value=drag_value, messages=_drag)
SAMPLES["poll"] = Sample(value=poll_value, messages=_vote)
SAMPLES["poll_grid"] = Sample(value=grid_value, messages=_grid)


def _file_graded(made: Activity, learner: User) -> None:
    """A file handed in, and all its points given; the checker has tests of its own."""
    marking = files.handed_in(activity=made, learner=learner, content=b"PK")
    marking.score = marking.max_score = marking.attempt.version.checked_score
    record(scored(marking))


def _file_value(lab: Callable[[], Any]) -> Callable[[], dict[str, Any]]:
    return lambda: {"intro": "", "lab": lab().pk, "pass_percent": 60, "attempts": 0}


for _kind, _made in (("spreadsheet", files.spreadsheet_lab), ("document", files.document_lab)):
    SAMPLES[_kind] = Sample(value=_file_value(_made), messages=_lab, afterwards=_file_graded)

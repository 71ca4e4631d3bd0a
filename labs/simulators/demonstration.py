"""The scenarios of the demonstration, proved as trainers prove theirs: by working through."""

from typing import Any

from labs.simulators.access import form as access
from labs.simulators.actions import scenarios
from labs.simulators.actions.results import hand_in
from labs.simulators.actions.seating import go_alone
from labs.simulators.actions.steps import take_step
from labs.simulators.mailbox import form as mailbox
from labs.simulators.models import Scenario, ScenarioVersion, Sitting
from labs.simulators.one_stop.files import points, procedures
from labs.simulators.one_stop.working_days import frozen
from labs.simulators.queries import Room
from lms.accounts.models import User

ENGINE = "mot-cua"
COUNTER = (
    "trich-luc-ho-tich",
    "tinh-trang-hon-nhan",
    "chung-thuc-ban-sao",
    "bien-dong-dat-dai",
)

# Title by which the lessons choose the scenario → its engine and its content
SECURE: dict[str, tuple[str, dict[str, Any]]] = {
    "Hộp thư sáng thứ Hai": (
        "hop-thu",
        mailbox.content_of(count=8, phishing=4, level=3, minutes=60),
    ),
    "Tài khoản và thư mục dùng chung": (
        "tai-khoan-va-quyen",
        access.content_of(people=5, folders=4, faults=4),
    ),
}

# Title by which the demonstration's lessons choose the scenario → what it holds
SCENARIOS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "Một buổi ở quầy tiếp nhận": (
        COUNTER,
        {"dossiers": 4, "traps": ["can-tra-cuu", "chua-ky", "tay-xoa"], "paired": False},
    ),
    "Một hồ sơ, hai nơi": (
        ("bien-dong-dat-dai",),
        {"dossiers": 1, "traps": ["sai-ten"], "paired": True},
    ),
}


def load(author: User) -> list[ScenarioVersion]:
    """Each scenario, published; a second call changes nothing."""
    counter = [_load(title, author, *parts) for title, parts in SCENARIOS.items()]
    return counter + [_proved(title, author, *parts) for title, parts in SECURE.items()]


def _load(
    title: str, author: User, kinds: tuple[str, ...], fields: dict[str, Any]
) -> ScenarioVersion:
    content = {
        "procedures": {slug: procedures()[slug] for slug in sorted(kinds)},
        "calendar": frozen(),
        "start_on": "2026-03-04",
        "days": 10,
        "points": points(),
        **fields,
    }
    return _proved(title, author, ENGINE, content)


def _proved(title: str, author: User, engine: str, content: dict[str, Any]) -> ScenarioVersion:
    held = Scenario.objects.filter(title=title).first()
    if held is not None and held.published is not None:
        return held.published
    version = scenarios.create(title=title, engine=engine, content=content, author=author)
    _prove(scenarios.rehearse(version=version, person=author, seat="", key=str(version.uuid)))
    return scenarios.publish(version=version)


def _prove(sitting: Sitting) -> None:
    """Right steps to the end, as the system itself would take them."""
    go_alone(sitting=sitting)
    while True:
        room = Room(sitting)
        step = room.engine.play(room.state, sitting.seat)
        if step is None:
            break
        key = str(len(room.steps))
        take_step(sitting=sitting, kind=step.kind, data=step.data, key=key)
    hand_in(sitting=sitting)

"""A small province with one course of every kind of activity, and a hub beside it."""

from dataclasses import dataclass
from typing import Any

import pytest

from courses.activities.models import Activity
from courses.catalogue.models import CoursePage
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.models import Unit, UnitKind
from tests.factories import labs as lab
from tests.factories.accounts import UserFactory
from tests.factories.activities import entries, item, options
from tests.factories.certificates import (
    AchievementRuleFactory,
    CompetencyFactory,
    CredentialDefinitionFactory,
    LevelFactory,
)
from tests.factories.courses import (
    CoursePageFactory,
    LessonPageFactory,
    ModulePageFactory,
    block,
    enrolment,
)
from tests.factories.h5p import package
from tests.factories.organisation import (
    AssignmentFactory,
    PositionFactory,
    RoleGrantFactory,
    UnitFactory,
)
from tests.labs.conftest import box, boxed, hub, hub_process, run_as

__all__ = ["box", "boxed", "hub", "hub_process", "run_as"]

PASSWORD = "mat-khau-dai-de-thu"


@dataclass(frozen=True, kw_only=True)
class World:
    """Who takes part, and what is learned."""

    learner: User
    officer: User
    head: User
    unit: Unit
    course: CoursePage
    activities: dict[str, Activity]


@pytest.fixture
def world(hub: Any, boxed: None) -> World:
    """The learner serves in a centre whose posts require what the course gives."""
    province = UnitFactory(name="Tỉnh Thử Nghiệm", kind=UnitKind.PROVINCE)
    unit = UnitFactory(
        name="Trung tâm Phục vụ hành chính công xã Thử Nghiệm",
        kind=UnitKind.SERVICE_CENTRE,
        parent=province,
    )
    learner, officer, head = (
        UserFactory(username=name, password=PASSWORD, full_name=full_name)
        for name, full_name in (
            ("cb-hoc", "Lê Thị Hà (mẫu)"),
            ("cb-nhansu", "Trần Văn Sơn (mẫu)"),
            ("cb-thutruong", "Phạm Đình Tuấn (mẫu)"),
        )
    )
    position = PositionFactory(name="Tiếp nhận và trả kết quả")
    AssignmentFactory(person=learner, unit=unit, position=position)
    AssignmentFactory(person=head, unit=unit, is_head=True)
    RoleGrantFactory(person=officer, role=Role.HR_OFFICER, unit=province)
    RoleGrantFactory(person=head, role=Role.UNIT_HEAD, unit=unit)
    course, activities = _course(position)
    enrolment(learner, course)
    return World(
        learner=learner,
        officer=officer,
        head=head,
        unit=unit,
        course=course,
        activities=activities,
    )


def _course(position: Any) -> tuple[CoursePage, dict[str, Activity]]:
    course = CoursePageFactory(title="Một cửa điện tử", slug="mot-cua")
    module = ModulePageFactory(parent=course)
    LessonPageFactory(parent=module, title="Đọc và làm", slug="doc-va-lam", body=_first())
    LessonPageFactory(parent=module, title="Thực hành", slug="thuc-hanh", body=_second())
    competency = CompetencyFactory(code="CQS-01", name="Một cửa điện tử")
    level = LevelFactory(framework=competency.framework)
    competency.requirements.create(position=position, level=level, starts_on="2026-01-01")
    AchievementRuleFactory(course=course.uuid, competency=competency, level=level, trust="client")
    CredentialDefinitionFactory(course=course.uuid, title=course.title)
    return course, {one.type: one for one in Activity.objects.filter(course=course)}


def _first() -> list[dict[str, Any]]:
    question = item(
        "single",
        text="<p>Hồ sơ thiếu giấy tờ thì làm gì?</p>",
        points=1,
        options=options("Yêu cầu bổ sung một lần", "Từ chối ngay"),
    )
    rules = {"pass_mark": 50, "attempts": 0, "shuffle": False, "is_final": False}
    return [
        block("text", title="Đọc trước", body="<p>Kiểm tra, yêu cầu bổ sung, số hóa.</p>"),
        block("quiz", title="Tự kiểm tra", introduction="", questions=[question], **rules),
    ]


def _second() -> list[dict[str, Any]]:
    room = lab.lab_version()
    rating = item("rating", text="Nội dung hữu ích")
    choice = item("choice", text="Học ở đâu?", options=entries("Cơ quan", "Nhà"))
    return [
        block(
            "h5p",
            title="Sắp xếp các bước",
            package=package().pk,
            pass_percentage=None,
            text_alternative="",
        ),
        block("lab", title="Phép cộng", intro="", lab=room.lab_id, pass_percent=60, attempts=0),
        block("survey", title="Góp ý", introduction="", questions=[rating, choice]),
    ]

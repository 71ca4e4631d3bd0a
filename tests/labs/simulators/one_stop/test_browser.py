"""The practice system in a real browser: one clerk, a pair at two desks, a trainer who builds."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from courses.activities.base import State
from courses.activities.models import Activity
from courses.progress.queries import line_of
from labs.simulators.engine import Taken
from labs.simulators.models import Scenario, Sitting, Step
from labs.simulators.queries import Room
from lms.accounts.models import User
from lms.accounts.roles import Role
from tests.accessibility import LOOKS, faults, open_as
from tests.factories import simulators as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import RoleGrantFactory
from tests.labs.simulators.one_stop.scenes import content

pytestmark = pytest.mark.django_db(transaction=True)
EXTRACT, MARRIAGE, LAND = "trich-luc-ho-tich", "tinh-trang-hon-nhan", "bien-dong-dat-dai"
SHOTS = os.environ.get("SCREENSHOTS", "")


def shot(page: Page, name: str) -> None:
    """Kept where somebody wants to look."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def placed(kinds: tuple[str, ...], *people: User, **fields: Any) -> Activity:
    made = make.simulator(make.published(content(*kinds, **fields), engine="mot-cua"))
    for person in people:
        enrolment(person, made.course)
    return made


def opened(*args: Any, **kwargs: Any) -> Page:
    """A page whose waits end before somebody gives up."""
    page = open_as(*args, **kwargs)
    page.set_default_timeout(10_000)
    return page


def lesson(live_server: Any, made: Activity) -> str:
    return live_server.url + reverse("player:lesson", args=[made.course.slug, made.lesson.slug])


def room_of(person: User) -> Room:
    sittings = Sitting.objects.select_related("run__version__scenario", "run__activity")
    return Room(sittings.filter(person=person).latest("pk"))


def right_step(person: User, seat: str) -> Taken | None:
    room = room_of(person)
    return room.engine.play(room.state, seat)


BUTTONS = {
    "accept": "Tiếp nhận hồ sơ",
    "supplement": "Lập phiếu yêu cầu bổ sung",
    "refuse": "Lập phiếu từ chối",
    "digitise": "Số hóa",
    "fee": "Thu tiền và xuất biên lai",
    "forward": "Chuyển hồ sơ",
    "conclude": "Lập kết quả",
    "sign": "Trình ký",
    "send-back": "Chuyển về",
    "return": "Trả cho người nộp",
    "lookup": "Tra cứu",
}
SELECTS = {"refuse": "reason", "forward": "unit", "sign": "signer"}


def do(page: Page, live_server: Any, step: Taken, run: Any) -> None:
    """One step with the mouse and the keyboard, as the page offers it."""
    if step.kind == "next-day":
        page.goto(live_server.url + reverse("simulators:room", args=[run]))
        page.get_by_role("button", name="Sang ngày làm việc tiếp theo").click()
        return
    code, data = step.data["dossier"], step.data
    if code not in page.url:
        page.goto(live_server.url + reverse("simulators:at", args=[run, code]))
    if step.kind in ("check", "examine"):
        paper = page.locator(f"#paper-{data['paper']}")
        paper.get_by_label("Kết quả kiểm tra").select_option(data["verdict"])
        paper.get_by_role("button", name="Ghi nhận").click()
        return
    if step.kind == "accept":
        day = date.fromisoformat(data["due"])
        page.get_by_label("Ngày hẹn trả kết quả").fill(f"{day:%d/%m/%Y}")
    if step.kind == "fee":
        page.get_by_label("Số tiền (đồng)").fill(str(data["amount"]))
    for slug in data.get("papers", []):
        page.locator(f"form:has([value='{step.kind}']) [value='{slug}']").check()
    if step.kind in SELECTS:
        name = SELECTS[step.kind]
        page.locator(f"select[name={name}]").select_option(data[name])
    if step.kind == "lookup":
        page.get_by_text("Tra cứu dữ liệu dân cư").click()
        page.get_by_label("Dữ liệu của ai").select_option(data["person"])
        page.locator("form:has([value=lookup]) select[name=purpose]").select_option(data["purpose"])
    form = page.locator(f"form:has(input[name=kind][value='{step.kind}'])")
    form.get_by_role("button", name=BUTTONS[step.kind], exact=True).click()


def work(page: Page, live_server: Any, person: User, seat: str, most: int = 200) -> int:
    """Take right steps at one's desk until there is none; returns how many."""
    for number in range(most):
        step = right_step(person, seat)
        if step is None:
            return number
        before = Step.objects.count()
        do(page, live_server, step, room_of(person).run.uuid)
        page.wait_for_load_state()
        assert Step.objects.count() > before, step
    return most


def test_clerk_works_through_two_dossiers(browser: Browser, live_server: Any) -> None:
    clerk = UserFactory()
    made = placed((EXTRACT, MARRIAGE), clerk, dossiers=2, traps=("chua-ky", "can-tra-cuu"))
    page = opened(browser, lesson(live_server, made), clerk)
    assert faults(page) == []
    page.get_by_role("button", name="Vào hệ thống giả lập").click()
    shot(page, "list-1280")
    assert faults(page) == []

    work(page, live_server, clerk, "xa")

    page.goto(live_server.url + reverse("simulators:room", args=[room_of(clerk).run.uuid]))
    expect(page.get_by_text("Mọi hồ sơ đã giải quyết xong")).to_be_visible()
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_text("Mọi bước đều đúng và kịp thời hạn.")).to_be_visible()
    shot(page, "result-right-1280")
    page.get_by_role("link", name="Về bài học").click()
    expect(page.get_by_text("100/100")).to_be_visible()
    shot(page, "lesson-after-1280")
    assert faults(page) == []
    line = line_of(made, clerk)
    assert (line.state, line.score) == (State.PASSED, 100.0)


def test_step_that_went_wrong_is_named_and_taken_anew(browser: Browser, live_server: Any) -> None:
    clerk = UserFactory()
    made = placed((EXTRACT,), clerk)
    page = opened(browser, lesson(live_server, made), clerk)
    page.get_by_role("button", name="Vào hệ thống giả lập").click()
    run = room_of(clerk).run.uuid
    while (step := right_step(clerk, "xa")) is not None:
        if step.kind == "fee":
            step = Taken(seat="xa", kind="fee", data={**step.data, "amount": 1})
        do(page, live_server, step, run)
        page.wait_for_load_state()
    page.goto(live_server.url + reverse("simulators:room", args=[run]))
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_text("Thu sai phí, lệ phí").first).to_be_visible()
    shot(page, "result-wrong-1280")
    assert faults(page) == []

    page.get_by_role("button", name="Làm lại bước này").click()
    work(page, live_server, clerk, "xa")
    page.goto(live_server.url + reverse("simulators:room", args=[room_of(clerk).run.uuid]))
    page.get_by_role("button", name="Nộp bài").click()

    expect(page.get_by_text("Mọi bước đều đúng và kịp thời hạn.")).to_be_visible()
    assert line_of(made, clerk).score == 100.0
    assert list(Sitting.objects.order_by("number").values_list("score", flat=True)) == [80.0, 100.0]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_screen_is_accessible(
    browser: Browser, live_server: Any, width: int, scheme: str
) -> None:
    clerk = UserFactory()
    traps = ("chua-ky", "can-tra-cuu", "ngoai-tinh")
    made = placed((EXTRACT, MARRIAGE, LAND), clerk, dossiers=3, traps=traps)
    sitting = make.sit(made, clerk)
    address = live_server.url + reverse("simulators:room", args=[sitting.run.uuid])
    page = opened(browser, address, clerk, width=width, scheme=scheme)
    shot(page, f"room-{width}-{scheme}")
    found = faults(page)
    for number, dossier in enumerate(Room(sitting).state.dossiers):
        page.goto(live_server.url + reverse("simulators:at", args=[sitting.run.uuid, dossier.code]))
        page.get_by_text("Thẻ thủ tục").click()
        shot(page, f"dossier-{number}-{width}-{scheme}")
        found += faults(page)

    assert found == []


def test_keyboard_alone_notes_a_finding(browser: Browser, live_server: Any) -> None:
    clerk = UserFactory()
    sitting = make.sit(placed((EXTRACT,), clerk), clerk)
    code = Room(sitting).state.dossiers[0].code
    address = live_server.url + reverse("simulators:at", args=[sitting.run.uuid, code])
    page = opened(browser, address, clerk)

    page.locator("#verdict-to-khai").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#paper-to-khai")

    step = Step.objects.get()
    assert step.data == {"dossier": code, "paper": "to-khai", "verdict": "dat"}


def test_refused_day_is_kept_in_its_field(browser: Browser, live_server: Any) -> None:
    clerk = UserFactory()
    sitting = make.sit(placed((EXTRACT,), clerk), clerk)
    code = Room(sitting).state.dossiers[0].code
    address = live_server.url + reverse("simulators:at", args=[sitting.run.uuid, code])
    page = opened(browser, address, clerk)

    page.get_by_label("Ngày hẹn trả kết quả").fill("7/3/2026")
    page.get_by_role("button", name="Tiếp nhận hồ sơ").click()

    expect(page.get_by_role("alert")).to_contain_text("ngày nghỉ")
    expect(page.get_by_label("Ngày hẹn trả kết quả")).to_have_value("7/3/2026")
    assert Step.objects.count() == 0


def test_pair_finishes_one_dossier_at_two_desks(browser: Browser, live_server: Any) -> None:
    clerk, officer = UserFactory(full_name="Lò Thị Mai"), UserFactory(full_name="Hà Văn Nam")
    made = placed((LAND,), clerk, officer, paired=True)
    counter = opened(browser, lesson(live_server, made), clerk)
    counter.get_by_role("button", name="Vào hệ thống giả lập").click()
    expect(counter.get_by_text("Đang chờ người làm cùng")).to_be_visible()
    shot(counter, "pair-waiting-1280")

    office = opened(browser, lesson(live_server, made), officer, width=360)
    office.get_by_label("Chi nhánh Văn phòng đăng ký đất đai").check()
    office.get_by_role("button", name="Vào hệ thống giả lập").click()
    expect(office.get_by_text("Lò Thị Mai")).to_be_visible()
    expect(counter.get_by_text("Hà Văn Nam")).to_be_visible(timeout=15_000)
    assert room_of(clerk).run == room_of(officer).run

    work(counter, live_server, clerk, "xa")
    expect(office.get_by_text("Trên bàn của anh/chị: 1 hồ sơ")).to_be_visible(timeout=15_000)
    shot(office, "pair-turn-360")
    assert faults(office) == []
    work(office, live_server, officer, "tinh")
    work(counter, live_server, clerk, "xa")

    counter.goto(live_server.url + reverse("simulators:room", args=[room_of(clerk).run.uuid]))
    counter.get_by_role("button", name="Nộp bài").click()
    expect(counter.get_by_text("Mọi bước đều đúng và kịp thời hạn.")).to_be_visible()
    assert [line_of(made, one).score for one in (clerk, officer)] == [100.0, 100.0]


def test_nobody_comes_and_the_system_sits_down(browser: Browser, live_server: Any) -> None:
    clerk = UserFactory()
    made = placed((LAND,), clerk, paired=True)
    page = opened(browser, lesson(live_server, made), clerk)
    page.get_by_role("button", name="Vào hệ thống giả lập").click()
    page.get_by_role("button", name="Làm tiếp, hệ thống đóng vai người kia").click()
    expect(page.get_by_text("Hệ thống đóng vai").first).to_be_visible()

    work(page, live_server, clerk, "xa")

    room = room_of(clerk)
    assert room.state.is_done
    assert Step.objects.filter(sitting__person=None).count() == 5


def test_trainer_builds_proves_and_publishes(browser: Browser, live_server: Any) -> None:
    trainer = RoleGrantFactory(role=Role.TRAINER).person
    page = opened(browser, live_server.url + reverse("simulators:scenarios"), trainer)
    shot(page, "workshop-empty-1280")
    page.get_by_role("link", name="Dựng mới: Hệ thống một cửa").click()
    page.locator("#id_title").fill("Một ngày ở quầy")
    page.get_by_label("Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh").check()
    page.get_by_label("Số hồ sơ").fill("1")
    page.get_by_label("Thẻ căn cước hết hạn").check()
    figures = page.get_by_role("region", name="Số liệu của thủ tục và căn cứ")
    expect(figures.get_by_text("Chưa đối chiếu được với văn bản")).to_have_count(7)
    shot(page, "workshop-form-1280")
    assert faults(page) == []
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_role("button", name="Công bố")).to_have_count(0)

    page.get_by_role("button", name="Tự làm thử").click()
    work(page, live_server, trainer, "xa")
    page.goto(live_server.url + reverse("simulators:room", args=[room_of(trainer).run.uuid]))
    page.get_by_role("button", name="Nộp bài").click()
    page.get_by_role("link", name="Về kịch bản").click()
    expect(page.get_by_text("Đã kiểm chứng")).to_be_visible()
    page.get_by_role("button", name="Công bố phiên bản này").click()

    shot(page, "workshop-published-1280")
    assert faults(page) == []
    assert Scenario.objects.get().published.golden_seed is not None

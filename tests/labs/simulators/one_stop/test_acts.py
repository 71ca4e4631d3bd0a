"""The machine itself: what it lets through, the legal clock, and that nothing is real."""

import random
import re
from datetime import date

import pytest

from labs.simulators.engine import Refused, Taken
from labs.simulators.one_stop.acts import apply
from labs.simulators.one_stop.engine import OneStop
from labs.simulators.one_stop.files import procedures, read
from labs.simulators.one_stop.procedures import procedure
from labs.simulators.one_stop.reading import read_step
from labs.simulators.one_stop.rehearsing import golden
from labs.simulators.one_stop.state import first
from labs.simulators.one_stop.working_days import Clock
from tests.labs.simulators.one_stop.scenes import Scene, content, replayed

EXTRACT, COPY, LAND = "trich-luc-ho-tich", "chung-thuc-ban-sao", "bien-dong-dat-dai"
engine = OneStop()


def test_same_seed_same_people() -> None:
    whole = content(*procedures(), traps=tuple(read("traps")), dossiers=8)

    assert first(whole, 3) == first(whole, 3)
    assert first(whole, 3) != first(whole, 4)


def test_order_of_keys_changes_nobody() -> None:
    """The database gives a version's content back in an order of its own."""
    whole = content(*procedures(), dossiers=8)
    turned = whole | {"procedures": dict(reversed(whole["procedures"].items()))}

    for seed in range(5):
        assert first(turned, seed) == first(whole, seed)


@pytest.mark.parametrize("seed", range(20))
def test_nobody_drawn_can_exist(seed: int) -> None:
    """No province has the code 000, and every name says that it is a sample."""
    for dossier in first(content(*procedures(), dossiers=8), seed).dossiers:
        facts = dossier.facts
        assert re.fullmatch(r"0000\d{8}", facts["number"])
        assert any(word in facts["name"] for word in ("Mẫu", "Thử", "Giả"))
        assert facts["phone"].startswith("0000 ")


def test_every_trap_is_in_some_dossier() -> None:
    traps = tuple(read("traps"))

    for seed in range(10):
        drawn = first(content(*procedures(), traps=traps, dossiers=8), seed).dossiers
        assert sorted(one.trap.slug for one in drawn if one.trap) == sorted(traps)


def test_every_procedure_comes_up() -> None:
    drawn = first(content(*procedures(), dossiers=5), 2).dossiers

    assert {one.procedure.slug for one in drawn} == set(procedures())


def test_apply_leaves_the_old_state_alone() -> None:
    scene = Scene(EXTRACT)
    before = first(scene.content, scene.seed)

    apply(before, scene.steps[0])

    assert before == first(scene.content, scene.seed)


def test_replay_through_the_engine() -> None:
    scene = Scene(EXTRACT, traps=("chua-ky",))

    assert replayed(engine, scene) == scene.state
    assert scene.state.is_done


def refusal(scene: Scene, kind: str, seat: str = "xa", **data) -> str:
    about = {"dossier": scene.dossier.code} | data
    with pytest.raises(Refused) as caught:
        apply(scene.state, Taken(seat=seat, kind=kind, data=about))
    return str(caught.value)


def test_no_result_is_returned_from_the_queue() -> None:
    text = refusal(Scene(EXTRACT).cut("check"), "return")

    assert text == "Hồ sơ đang ở trạng thái “Chờ tiếp nhận” nên chưa thực hiện được thao tác này."


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("check", {"paper": "khong-co", "verdict": "dat"}),
        ("check", {"paper": "to-khai", "verdict": "tuyet-voi"}),
        ("check", {"paper": ["to-khai"], "verdict": "dat"}),
        ("supplement", {"papers": []}),
        ("supplement", {"papers": "to-khai"}),
        ("refuse", {"reason": ""}),
        ("accept", {"due": "mai"}),
        ("accept", {"due": "2026-03-03"}),
        ("accept", {"due": "2026-03-07"}),
        ("lookup", {"person": "hang-xom", "purpose": "xac-minh-cu-tru"}),
        ("lookup", {"person": "applicant", "purpose": ""}),
        ("fee", {"amount": "8000"}),
        ("fee", {"amount": -1}),
        ("examine", {"paper": "to-khai", "verdict": "dat"}),
        ("win", {}),
        ("check", {"dossier": "MAU-1", "paper": "to-khai", "verdict": "dat"}),
    ],
)
def test_nonsense_is_refused_in_words(kind: str, data: dict) -> None:
    assert refusal(Scene(EXTRACT).cut("check"), kind, **data).endswith(".")


def test_fee_is_taken_once() -> None:
    assert refusal(Scene(EXTRACT).cut("forward"), "fee", amount=1) == ("Hồ sơ này đã thu tiền rồi.")


def test_missing_paper_cannot_be_scanned() -> None:
    scene = Scene(COPY, traps=("thieu-giay",)).cut("check")

    assert "chưa có trong hồ sơ" in refusal(scene, "digitise", papers=["ban-chup"])


def test_dossier_elsewhere_is_out_of_reach() -> None:
    scene = Scene(LAND).cut("next-day")

    assert "không nằm ở bàn" in refusal(scene, "return")


def test_decider_touches_only_what_was_sent() -> None:
    scene = Scene(LAND, paired=True).cut("check")

    assert "không nằm ở bàn" in refusal(scene, "conclude", seat="tinh")


def test_counter_cannot_decide_for_the_office() -> None:
    scene = Scene(LAND, paired=True).cut("examine")

    assert refusal(scene, "conclude") == "Hệ thống không có thao tác này."


def test_signed_once_and_only_what_exists() -> None:
    assert "đã được ký" in refusal(Scene(EXTRACT).cut("return"), "sign", signer="lanh-dao-xa")
    office = Scene(LAND, paired=True).cut("conclude")
    assert "Chưa có kết quả" in refusal(office, "sign", seat="tinh", signer="giam-doc-dat-dai")
    assert "Chưa có kết quả" in refusal(office, "send-back", seat="tinh")


def test_days_come_to_an_end() -> None:
    scene = Scene(EXTRACT, days=1).cut("check").take("next-day")

    assert "hết số ngày" in refusal(scene, "next-day")


def test_supplement_comes_back_healed_and_unchecked() -> None:
    scene = Scene(EXTRACT, traps=("chua-ky",)).cut("check", 2)

    dossier = scene.state.dossiers[0]

    assert (dossier.status, dossier.faulty, dict(dossier.checks)) == (
        "new",
        (),
        {"can-cuoc": "dat"},
    )
    assert dossier.since == Clock(date(2026, 3, 5))


@pytest.mark.parametrize(
    ("copies", "pages", "due"), [(1, 1, 2000), (1, 2, 4000), (2, 5, 14000), (1, 500, 200000)]
)
def test_fee_by_page(copies: int, pages: int, due: int) -> None:
    assert procedure(COPY, procedures()[COPY]).fee.due(copies, pages) == due


@pytest.mark.parametrize("said", ["8000", "8.000", "8.000 đồng", " 8 000 "])
def test_amount_as_people_write_it(said: str) -> None:
    assert read_step("fee", {"dossier": "x", "amount": said})["amount"] == 8000


@pytest.mark.parametrize("said", ["", "-1", "tám nghìn", "1" * 10, "８０００", None, ["1"]])
def test_amount_that_is_none(said) -> None:
    with pytest.raises(Refused):
        read_step("fee", {"dossier": "x", "amount": said})


@pytest.mark.parametrize("said", ["05/03/2026", "2026-03-05"])
def test_day_as_people_and_browsers_write_it(said: str) -> None:
    assert read_step("accept", {"dossier": "x", "due": said})["due"] == "2026-03-05"


def test_form_of_an_unknown_kind() -> None:
    with pytest.raises(Refused):
        read_step("win", {})


def test_every_step_is_told_in_words() -> None:
    whole = content(*procedures(), traps=tuple(read("traps")), dossiers=8, paired=True)
    state = engine.start(whole, 5)

    for number, step in enumerate(golden(whole, 5), 1):
        after = engine.apply(state, step)
        said = engine.told(state, step, after, number)
        assert "{" not in said.sentence
        assert (said.number, said.sentence[-1]) == (number, ".")
        state = after


def test_every_screen_is_there() -> None:
    whole = content(LAND, paired=True)
    state = engine.start(whole, 5)

    for step in golden(whole, 5):
        for seat in ("xa", "tinh"):
            assert engine.screen(state, seat, "") is not None
            assert engine.screen(state, seat, state.dossiers[0].code) is not None
            assert engine.screen(state, seat, "khong-co") is None
        state = engine.apply(state, step)


def test_wild_clicking_breaks_nothing() -> None:
    """Any form from any desk is either a step or a refusal, and the trace can always be graded."""
    rng = random.Random(1)
    whole = content(*procedures(), traps=("chua-ky", "tay-xoa"), dossiers=3, paired=True)
    state, steps = engine.start(whole, 9), []
    tables = read("units")
    for _ in range(1500):
        dossier = rng.choice(state.dossiers)
        form = {
            "dossier": dossier.code,
            "paper": rng.choice(dossier.papers).slug,
            "papers": rng.sample([one.slug for one in dossier.papers], rng.randint(0, 2)),
            "verdict": rng.choice(list(tables["verdicts"])),
            "purpose": rng.choice(list(tables["purposes"])),
            "reason": rng.choice(list(tables["refusals"])),
            "unit": rng.choice(list(tables["units"])),
            "signer": rng.choice(list(tables["signers"])),
            "person": rng.choice(["applicant", "other"]),
            "due": f"{rng.randint(1, 28):02}/03/2026",
            "amount": str(rng.randint(0, 9999)),
        }
        seat = rng.choice(["xa", "tinh"])
        kind = rng.choice(engine.offer(state, seat))
        try:
            step = Taken(seat=seat, kind=kind, data=engine.read(kind, form))
            state = engine.apply(state, step)
        except Refused:
            continue
        steps.append(step)

    verdict = engine.grade(whole, 9, steps)
    assert all(0.0 <= score <= 100.0 for score in verdict.scores.values())
    assert len(steps) > 20

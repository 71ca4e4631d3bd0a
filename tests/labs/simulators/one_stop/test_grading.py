"""Golden traces: what each right and each wrong way through a dossier is worth, exactly."""

import pytest

from labs.simulators.one_stop.files import points, procedures, read
from labs.simulators.one_stop.grading import grade
from labs.simulators.one_stop.rehearsing import golden
from tests.labs.simulators.one_stop.scenes import Scene, content

COPY, EXTRACT, MARRIAGE = "chung-thuc-ban-sao", "trich-luc-ho-tich", "tinh-trang-hon-nhan"
BUSINESS, LAND = "ho-kinh-doanh", "bien-dong-dat-dai"
ALL = (COPY, EXTRACT, MARRIAGE, BUSINESS, LAND)
every_procedure = pytest.mark.parametrize("slug", ALL)


def test_all_procedures_are_tested() -> None:
    assert set(procedures()) == set(ALL)


@every_procedure
@pytest.mark.parametrize("seed", range(4))
def test_right(slug: str, seed: int) -> None:
    assert Scene(slug, seed=seed).result == (100.0, [])


@every_procedure
def test_right_with_each_trap(slug: str) -> None:
    for trap in procedures()[slug]["traps"]:
        assert Scene(slug, traps=(trap["slug"],)).result == (100.0, []), trap["slug"]


@pytest.mark.parametrize("seed", range(3))
def test_right_with_everything_at_once(seed: int) -> None:
    whole = content(*ALL, traps=tuple(read("traps")), dossiers=8)

    assert grade(whole, seed, golden(whole, seed)).scores == {"xa": 100.0}


def test_nothing_done() -> None:
    scene = Scene(COPY)
    scene.steps.clear()

    assert scene.result == (0.0, ["unfinished"])


def test_half_of_the_dossiers() -> None:
    whole = content(COPY, dossiers=2)
    steps = golden(whole, 1)
    first_done = next(n for n, one in enumerate(steps, 1) if one.kind == "return")

    assert grade(whole, 1, steps[:first_done]).scores == {"xa": 50.0}


@every_procedure
def test_skipped_check(slug: str) -> None:
    scene = Scene(slug).drop("check")

    assert scene.result == (70.0, ["missed-check"])


def test_skipped_check_names_paper_and_step() -> None:
    scene = Scene(EXTRACT).drop("check", 1)

    found = grade(scene.content, scene.seed, scene.steps).findings[0]

    assert (found.step, found.seat, found.about) == (2, "xa", scene.dossier.code)
    assert "Thẻ căn cước của người yêu cầu" in found.sentence
    assert "Tờ khai" not in found.sentence
    assert found.source


def test_wrong_verdict() -> None:
    assert Scene(EXTRACT).change("check", verdict="het-han").result == (85.0, ["wrong-check"])


def test_wrong_verdict_put_right_in_time() -> None:
    scene = Scene(EXTRACT)
    paper = scene.steps[0].data["paper"]

    scene.before("check", "check", paper=paper, verdict="het-han")

    assert scene.result == (100.0, [])


def test_wrong_verdict_points_to_the_check_itself() -> None:
    scene = Scene(EXTRACT).change("check", 1, verdict="tay-xoa")

    assert grade(scene.content, scene.seed, scene.steps).findings[0].step == 2


def test_trap_not_seen() -> None:
    """The unsigned form is taken for good, and all the rest is right."""
    scene = Scene(EXTRACT, traps=("chua-ky",))
    scene.steps = Scene(EXTRACT).steps
    scene.change("fee", amount=scene.dossier.fee)

    assert scene.result == (25.0, ["wrong-check", "accepted-incomplete"])


def test_fine_paper_asked_for() -> None:
    scene = Scene(EXTRACT, traps=("chua-ky",)).change("supplement", papers=["can-cuoc", "to-khai"])
    scene.before("accept", "check", paper="can-cuoc", verdict="dat")

    assert scene.result == (75.0, ["asked-too-much"])


def test_supplement_asked_twice() -> None:
    scene = Scene(EXTRACT, traps=("chua-ky",))
    scene.before("supplement", "supplement", papers=["can-cuoc"])
    scene.before("supplement", "next-day", nth=1)
    scene.before("supplement", "check", nth=1, paper="can-cuoc", verdict="dat")
    scene.change("accept", due="2026-03-06")

    assert scene.result == (55.0, ["asked-too-much", "asked-twice"])


def test_erased_original_sent_home_for_another() -> None:
    scene = Scene(COPY, traps=("tay-xoa",))
    scene.before("refuse", "supplement", papers=["ban-chinh"])
    scene.before("refuse", "next-day")
    scene.before("refuse", "check", paper="ban-chinh", verdict="tay-xoa")

    assert scene.result == (60.0, ["should-refuse"])


def test_refused_without_ground() -> None:
    scene = Scene(EXTRACT).cut("accept").take("refuse", reason="qua-tai")

    assert scene.result == (0.0, ["refused-wrongly"])


def test_refused_for_another_reason() -> None:
    scene = Scene(LAND, traps=("ngoai-tinh",)).change("refuse", reason="tay-xoa")

    assert scene.result == (75.0, ["wrong-reason"])


@every_procedure
def test_looked_up_without_need(slug: str) -> None:
    scene = Scene(slug).before("accept", "lookup", person="applicant", purpose="xac-minh-cu-tru")

    assert scene.result == (60.0, ["privacy"])


def test_looked_up_somebody_else() -> None:
    scene = Scene(MARRIAGE, traps=("can-tra-cuu",))
    scene.before("lookup", "lookup", person="other", purpose="nguoi-quen-nho")

    assert scene.result == (60.0, ["privacy"])


def test_looked_up_with_need_and_a_bad_reason() -> None:
    scene = Scene(MARRIAGE, traps=("can-tra-cuu",)).change("lookup", purpose="doi-chieu-cho-chac")

    assert scene.result == (60.0, ["privacy"])


def test_looked_up_twice() -> None:
    scene = Scene(MARRIAGE, traps=("can-tra-cuu",))
    scene.before("accept", "lookup", person="applicant", purpose="xac-minh-cu-tru")

    assert scene.result == (60.0, ["privacy"])


def test_not_looked_up_though_needed() -> None:
    assert Scene(MARRIAGE, traps=("can-tra-cuu",)).drop("lookup").result == (
        70.0,
        ["missed-lookup"],
    )


def test_promised_later_than_the_law_says() -> None:
    assert Scene(MARRIAGE).change("accept", due="2026-03-10").result == (85.0, ["late-promise"])


def test_promised_earlier_and_kept() -> None:
    assert Scene(MARRIAGE).change("accept", due="2026-03-06").result == (100.0, [])


def test_promised_earlier_and_broken() -> None:
    assert Scene(MARRIAGE).change("accept", due="2026-03-05").result == (70.0, ["late"])


@every_procedure
def test_late(slug: str) -> None:
    scene = Scene(slug)
    for _ in range(4):
        scene.before("return", "next-day")

    assert scene.result == (70.0, ["late"])


def test_answered_after_two_days() -> None:
    scene = Scene(MARRIAGE).before("check", "next-day").before("check", "next-day")
    scene.change("accept", due="2026-03-11")

    assert scene.result == (85.0, ["slow"])


def test_answered_on_the_next_day() -> None:
    scene = Scene(MARRIAGE).before("check", "next-day").change("accept", due="2026-03-10")

    assert scene.result == (100.0, [])


@every_procedure
def test_wrong_fee(slug: str) -> None:
    assert Scene(slug).change("fee", amount=1).result == (80.0, ["wrong-fee"])


@every_procedure
def test_no_fee(slug: str) -> None:
    assert Scene(slug).drop("fee").result == (80.0, ["no-fee"])


def test_fee_before_acceptance() -> None:
    assert Scene(EXTRACT).move("fee", "accept").result == (90.0, ["order"])


def test_digitised_before_acceptance() -> None:
    assert Scene(EXTRACT).move("digitise", "accept").result == (90.0, ["order"])


@every_procedure
def test_forwarded_without_digitising(slug: str) -> None:
    assert Scene(slug).drop("digitise").result == (85.0, ["not-digitised"])


@every_procedure
def test_wrong_unit(slug: str) -> None:
    """It comes back on the next day; where the term is a day, that alone makes it late."""
    scene = (
        Scene(slug)
        .before("forward", "forward", unit="van-hoa")
        .before("forward", "next-day", nth=1)
    )
    late = slug in (COPY, EXTRACT)

    wanted = (50.0, ["wrong-unit", "late"]) if late else (80.0, ["wrong-unit"])
    assert scene.result == wanted


@pytest.mark.parametrize("slug", [COPY, EXTRACT, MARRIAGE])
def test_wrong_signer(slug: str) -> None:
    assert Scene(slug).change("sign", signer="nguoi-tiep-nhan").result == (75.0, ["wrong-signer"])


@pytest.mark.parametrize("slug", [COPY, EXTRACT, MARRIAGE])
def test_returned_without_signature(slug: str) -> None:
    assert Scene(slug).drop("sign").result == (50.0, ["unsigned"])


def test_left_in_the_middle() -> None:
    scene = Scene(LAND).cut("return")

    found = grade(scene.content, scene.seed, scene.steps).findings[0]

    assert scene.result == (0.0, ["unfinished"])
    assert (found.step, "Có kết quả" in found.sentence) == (None, True)


def test_a_dossier_never_costs_more_than_its_share() -> None:
    scene = Scene(EXTRACT).change("check", verdict="tay-xoa").drop("fee").drop("sign")
    scene.before("accept", "lookup", person="other", purpose="nguoi-quen-nho")

    assert scene.result == (0.0, ["privacy", "wrong-check", "unsigned", "no-fee"])


def test_trainers_points_count() -> None:
    scene = Scene(EXTRACT, points=points() | {"wrong-fee": 7.0}).change("fee", amount=1)

    assert scene.result == (93.0, ["wrong-fee"])


def test_pair_is_right() -> None:
    whole = content(LAND, paired=True)

    verdict = grade(whole, 1, golden(whole, 1))

    assert (verdict.scores, verdict.findings) == ({"xa": 100.0, "tinh": 100.0}, ())


@pytest.mark.parametrize(
    ("spoil", "scores", "rules"),
    [
        (lambda s: s.drop("check"), (70.0, 100.0), ["missed-check"]),
        (lambda s: s.drop("examine"), (100.0, 70.0), ["missed-check"]),
        (lambda s: s.change("examine", verdict="het-han"), (100.0, 85.0), ["wrong-check"]),
        (lambda s: s.change("sign", signer="lanh-dao-xa"), (100.0, 75.0), ["wrong-signer"]),
        (lambda s: s.drop("sign"), (50.0, 50.0), ["unsigned", "unsigned"]),
        (lambda s: s.cut("send-back"), (0.0, 0.0), ["unfinished"]),
    ],
)
def test_pair_each_answers_for_their_own_desk(spoil, scores, rules) -> None:
    scene = spoil(Scene(LAND, paired=True))

    verdict = grade(scene.content, scene.seed, scene.steps)

    assert (verdict.scores["xa"], verdict.scores["tinh"]) == scores
    assert [one.rule for one in verdict.findings] == rules


def test_lateness_of_a_pair_is_both_partners() -> None:
    scene = Scene(LAND, paired=True)
    for _ in range(6):
        scene.before("conclude", "next-day", seat="tinh")

    verdict = grade(scene.content, scene.seed, scene.steps)

    assert verdict.scores == {"xa": 70.0, "tinh": 70.0}

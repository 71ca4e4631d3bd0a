"""The mailbox: golden traces with their exact scores, and what it refuses."""

from collections.abc import Callable, Sequence

import pytest

from labs.simulators.engine import Refused, Taken, Verdict
from labs.simulators.mailbox.acts import CALL
from labs.simulators.mailbox.engine import Mailbox
from labs.simulators.mailbox.files import points, read
from labs.simulators.mailbox.form import MailboxForm, content_of
from labs.simulators.mailbox.grading import SEAT
from labs.simulators.mailbox.state import Mail, State, first
from labs.simulators.trace import replay
from tests.labs.simulators.playing import played, rules

ENGINE = Mailbox()
CONTENT = content_of(count=8, phishing=4, level=3, minutes=60)
SEED = 7


def taken(kind: str, mail: Mail | None = None) -> Taken:
    return Taken(seat=SEAT, kind=kind, data={"mail": mail.slug} if mail else {})


def golden(content: dict = CONTENT, seed: int = SEED) -> list[Taken]:
    return played(ENGINE, content, seed, SEAT)


def graded(steps: Sequence[Taken], content: dict = CONTENT, seed: int = SEED) -> Verdict:
    return ENGINE.grade(content, seed, steps)


def one(real: bool, fits: Callable[[Mail], bool] = lambda mail: True) -> Mail:
    return next(mail for mail in first(CONTENT, SEED).mails if mail.real is real and fits(mail))


def instead(mail: Mail, *kinds: str) -> list[Taken]:
    """The golden trace, with this mail treated so after it was looked at."""
    kept = [
        step
        for step in golden()
        if step.data.get("mail") != mail.slug or step.kind in ("open", "headers", "preview")
    ]
    return [*kept, *(taken(kind, mail if kind != CALL else None) for kind in kinds)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_careful_official_scores_100_whatever_is_drawn(seed: int, level: int) -> None:
    content = content_of(count=5, phishing=3, level=level, minutes=60)

    verdict = graded(golden(content, seed), content, seed)

    assert (verdict.scores, verdict.findings) == ({SEAT: 100.0}, ())


def test_what_is_drawn_is_as_the_scenario_says_and_repeats() -> None:
    mails = first(CONTENT, SEED).mails

    assert (len(mails), sum(not mail.real for mail in mails)) == (8, 4)
    assert first(CONTENT, SEED) == first(CONTENT, SEED)
    assert first(CONTENT, SEED) != first(CONTENT, SEED + 1)
    texts = [text for mail in mails for text in (*mail.said.values(), *mail.body)]
    assert not [text for text in texts if "{" in text]


def test_nothing_done_scores_nothing() -> None:
    verdict = graded([])

    assert verdict.scores == {SEAT: 0.0}
    assert rules(verdict) == ["left"] * 8
    assert {finding.step for finding in verdict.findings} == {None}


@pytest.mark.parametrize(
    ("real", "kinds", "found", "score"),
    [
        (False, ["delete"], ["deleted"], 95.0),
        (False, ["keep"], ["trusted"], 87.5),
        (False, ["reply", CALL, "report"], ["answered"], 92.5),
        (False, ["reply", "report"], ["answered", "silent"], 87.5),
        (True, ["report"], ["false-alarm"], 92.5),
        (True, ["delete"], ["lost"], 91.25),
        (True, [], ["left"], 87.5),
    ],
)
def test_one_mail_treated_wrongly(
    real: bool, kinds: list[str], found: list[str], score: float
) -> None:
    verdict = graded(instead(one(real), *kinds))

    assert rules(verdict) == found
    assert verdict.scores == {SEAT: score}


def test_a_password_given_away_costs_the_whole_mail() -> None:
    mail = one(real=False, fits=lambda mail: mail.login)

    told = graded(instead(mail, "click", "password", CALL, "report"))

    assert (rules(told), told.scores) == (["password"], {SEAT: 87.5})


def test_following_a_link_costs_less_and_less_when_told() -> None:
    mail = one(real=False, fits=lambda mail: mail.login)

    told = graded(instead(mail, "click", CALL, "report"))
    silent = graded(instead(mail, "click", "report"))
    before = graded(instead(mail, CALL, "click", "report"))

    assert (rules(told), told.scores) == (["clicked"], {SEAT: 92.5})
    assert (rules(silent), silent.scores) == (["clicked", "silent"], {SEAT: 87.5})
    assert rules(before) == ["clicked", "silent"]


def test_an_opened_file() -> None:
    mail = one(real=False, fits=lambda mail: bool(mail.said["attachment"]))

    verdict = graded(instead(mail, "attachment", CALL, "report"))

    assert (rules(verdict), verdict.scores) == (["opened"], {SEAT: 90.0})
    finding = verdict.findings[0]
    assert finding.step == len(golden())
    assert mail.said["clue"] in finding.sentence


def test_deciding_without_looking_costs_a_fifth() -> None:
    blind = [step for step in golden() if step.kind not in ("headers", "preview")]

    verdict = graded(blind)

    assert (rules(verdict), verdict.scores) == (["unread"] * 8, {SEAT: 80.0})


def test_reporting_late_costs() -> None:
    slow = content_of(count=8, phishing=4, level=3, minutes=10)

    verdict = graded(golden(slow), slow)

    late = rules(verdict).count("late")
    assert late >= 2
    assert verdict.scores == {SEAT: round(100 - late * 0.3 * 12.5, 2)}


def test_what_the_mailbox_refuses() -> None:
    state = first(CONTENT, SEED)
    plain = next(mail for mail in state.mails if not mail.said["link"])

    for step in (
        taken("report", plain),
        taken("nonsense", plain),
        Taken(seat=SEAT, kind="open", data={"mail": "khong-co"}),
    ):
        with pytest.raises(Refused):
            ENGINE.apply(state, step)
    opened = ENGINE.apply(state, taken("open", plain))
    for kind in ("click", "preview", "password"):
        with pytest.raises(Refused):
            ENGINE.apply(opened, taken(kind, plain))
    decided = ENGINE.apply(opened, taken("delete", plain))
    with pytest.raises(Refused):
        ENGINE.apply(decided, taken("report", plain))
    with pytest.raises(Refused):
        ENGINE.read("nonsense", {})


def test_what_is_typed_is_not_kept() -> None:
    form = {"mail": "khoa-hop-thu", "password": "bí mật", "text": "x"}

    assert ENGINE.read("password", form) == {"mail": "khoa-hop-thu"}
    assert ENGINE.read(CALL, form) == {}


def test_every_step_is_told() -> None:
    state = first(CONTENT, SEED)
    for number, step in enumerate(golden(), 1):
        after = ENGINE.apply(state, step)
        moment = ENGINE.told(state, step, after, number)
        assert moment.when == f"{(450 + number) // 60:02d}:{(450 + number) % 60:02d}"
        assert "{" not in moment.sentence
        state = after
    assert isinstance(state, State)
    assert state.all_done
    assert state == replay(ENGINE, CONTENT, SEED, golden())


def test_dishonest_mails_never_come_from_where_honest_ones_do() -> None:
    mails = read("mails").values()
    real = {mail["address"].rsplit("@")[1] for mail in mails if mail["real"]}
    false = {mail["address"].rsplit("@")[1] for mail in mails if not mail["real"]}

    assert all(domain.endswith(".lamson.example") for domain in real)
    assert all(domain.endswith(".example.test") for domain in false)
    assert set(points()) == set(read("rules"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"count": 8, "phishing": 4, "level": 3}, ""),
        ({"count": 4, "phishing": 4, "level": 3}, "phishing"),
        ({"count": 8, "phishing": 4, "level": 1}, "phishing"),
        ({"count": 9, "phishing": 1, "level": 2}, "count"),
    ],
)
def test_the_trainers_form_asks_for_what_can_be_drawn(fields: dict, field: str) -> None:
    form = MailboxForm({"title": "Hộp thư", "minutes": 60, **fields})

    assert list(form.errors) == ([field] if field else [])
    if not field:
        assert form.content() == CONTENT
        assert MailboxForm.initial_of(form.content()) == {**fields, "minutes": 60}

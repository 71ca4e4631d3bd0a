"""What was done with each mail, under the rules: every mail has the same share of 100."""

from collections.abc import Iterator, Mapping, Sequence

from labs.simulators.engine import Content, Finding, Taken, Verdict
from labs.simulators.mailbox.acts import CALL, ENDS, apply
from labs.simulators.mailbox.files import read
from labs.simulators.mailbox.state import INBOX, Mail, first

SEAT = "hop-thu"
_HARM = {"password": "password", "attachment": "opened", "click": "clicked", "reply": "answered"}
Fault = tuple[str, int | None]


def grade(content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
    """All findings, and the score."""
    state, trail, told = first(content, seed), dict[tuple[str, str], int](), 0
    times: dict[str, int] = {}
    for number, step in enumerate(steps, 1):
        state = apply(state, step)
        told = number if step.kind == CALL else told
        key = (str(step.data.get("mail", "")), step.kind)
        trail.setdefault(key, number)
        if step.kind in ENDS:
            times[key[0]] = state.minute
    share = 100 / len(state.mails)
    found, score = [], 0.0
    for mail in state.mails:
        faults = list(_faults(content, mail, trail, told, times))
        score += _share(content, faults) * share
        found += [_finding(content, mail, slug, step, share) for slug, step in faults]
    return Verdict(findings=tuple(found), scores={SEAT: round(score, 2)})


def _share(content: Content, faults: Sequence[Fault]) -> float:
    lost = sum(float(content["points"][slug]) for slug, _step in faults)
    return max(0.0, 1 - lost / 100)


def _faults(
    content: Content,
    mail: Mail,
    trail: Mapping[tuple[str, str], int],
    told: int,
    times: Mapping[str, int],
) -> Iterator[Fault]:
    """What went wrong with one mail, with the step to take anew."""
    if mail.place == INBOX:
        yield "left", None
    ended = next((trail[mail.slug, kind] for kind in ENDS if (mail.slug, kind) in trail), None)
    if mail.real:
        wrong = {"reported": "false-alarm", "deleted": "lost"}.get(mail.place)
        if wrong:
            yield wrong, ended
    else:
        yield from _of_false(content, mail, trail, ended, times)
        harm = [trail[mail.slug, kind] for kind in _HARM if kind in mail.done]
        if harm and told < max(harm):
            yield "silent", max(harm)
    if mail.place != INBOX and not mail.looked_at:
        yield "unread", ended


def _of_false(
    content: Content,
    mail: Mail,
    trail: Mapping[tuple[str, str], int],
    ended: int | None,
    times: Mapping[str, int],
) -> Iterator[Fault]:
    worst = next((kind for kind in _HARM if kind in mail.done), None)
    if worst:
        yield _HARM[worst], trail[mail.slug, worst]
    if mail.place in ("deleted", "kept"):
        yield {"deleted": "deleted", "kept": "trusted"}[mail.place], ended
    elif mail.place == "reported" and times[mail.slug] > content["minutes"]:
        yield "late", ended


def _finding(content: Content, mail: Mail, slug: str, step: int | None, share: float) -> Finding:
    rule = read("rules")[slug]
    words = {"subject": mail.said["subject"], "clue": mail.said["clue"]}
    return Finding(
        rule=slug,
        title=rule["title"],
        sentence=rule["sentence"].format(**words, minutes=content["minutes"]),
        points=round(min(float(content["points"][slug]), 100.0) * share / 100, 2),
        step=step,
        seat=SEAT,
        about=mail.said["subject"],
    )

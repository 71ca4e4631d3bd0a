"""The mailbox as an engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from labs.simulators.engine import (
    Content,
    Moment,
    Refused,
    ScenarioForm,
    Screen,
    Seat,
    Taken,
    Verdict,
    Words,
)
from labs.simulators.mailbox import acts, grading
from labs.simulators.mailbox.files import read
from labs.simulators.mailbox.form import MailboxForm
from labs.simulators.mailbox.state import INBOX, State, first
from labs.simulators.registry import register


class Mailbox:
    """One person's mailbox on one morning."""

    slug = "hop-thu"
    form: type[ScenarioForm] = MailboxForm

    @property
    def label(self) -> Words:
        """What trainers call it."""
        return _("Phishing mailbox")

    def seats(self, content: Content) -> tuple[Seat, ...]:
        """One person."""
        return (Seat(slug=grading.SEAT, title=_("Mailbox")),)

    def start(self, content: Content, seed: int) -> State:
        """Nothing has been opened."""
        return first(content, seed)

    def offer(self, state: State, seat: str) -> Sequence[str]:
        """Every kind; what a mail does not have is refused there."""
        return list(acts.KINDS)

    def read(self, kind: str, form: Mapping[str, Any]) -> dict[str, Any]:
        """The mail; whatever is typed as a password or a reply is never read."""
        if kind not in acts.KINDS:
            raise Refused
        return {} if kind == acts.CALL else {"mail": str(form.get("mail", ""))[:60]}

    def apply(self, state: State, step: Taken) -> State:
        """The state after a step."""
        return acts.apply(state, step)

    def turn(self, state: State) -> frozenset[str]:
        """The person, until every mail is decided."""
        return frozenset(() if state.all_done else (grading.SEAT,))

    def play(self, state: State, seat: str) -> Taken | None:
        """What a careful official does."""
        return acts.next_step(state, seat)

    def told(self, before: State, step: Taken, after: State, number: int) -> Moment:
        """One step in words."""
        mail = before.mail(str(step.data.get("mail", "")))
        sentence = str(read("steps")[step.kind]).format(**(mail.said if mail else {}))
        about = mail.said["subject"] if mail else ""
        return Moment(
            number=number, seat=step.seat, when=after.clock, sentence=sentence, about=about
        )

    def screen(self, state: State, seat: str, where: str) -> Screen | None:
        """The list of mails, or one of them."""
        context: dict[str, Any] = {"state": state, "all_done": state.all_done, "inbox": INBOX}
        if not where:
            context["decided"] = sum(one.place != INBOX for one in state.mails)
            return Screen(template="labs/simulators/mailbox/list.html", context=context)
        mail = state.mail(where)
        if mail is None:
            return None
        context |= {"mail": mail, "acts": acts.offered(mail)}
        title = mail.said["subject"]
        return Screen(template="labs/simulators/mailbox/mail.html", title=title, context=context)

    def grade(self, content: Content, seed: int, steps: Sequence[Taken]) -> Verdict:
        """The trace under the rules."""
        return grading.grade(content, seed, steps)


register(Mailbox())

"""What can be done with a mail, and what the mailbox refuses."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from labs.simulators.engine import Refused, Taken
from labs.simulators.mailbox.state import INBOX, Mail, State

CALL = "call"
LOOKS = ("open", "headers", "preview", "click", "password", "attachment", "reply")
ENDS = {"report": "reported", "delete": "deleted", "keep": "kept"}
KINDS = (*LOOKS, *ENDS, CALL)


def apply(state: State, step: Taken) -> State:
    """The state after a step, or `Refused`."""
    if step.kind == CALL:
        return replace(state, called=True, minute=state.minute + 2)
    mail = state.mail(str(step.data.get("mail", "")))
    if mail is None or step.kind not in KINDS:
        raise Refused
    if mail.place != INBOX:
        raise Refused(_("This mail has been dealt with already."))
    if not _fits(mail, step.kind):
        raise Refused
    done = replace(mail, done=mail.done | {step.kind}, place=ENDS.get(step.kind, mail.place))
    return state.after(done)


def _fits(mail: Mail, kind: str) -> bool:
    """Links and files where there are any; a password only on a page that asks for one."""
    if kind == "open":
        return True
    if "open" not in mail.done:
        return False
    if kind in ("preview", "click"):
        return bool(mail.said["link"])
    if kind == "attachment":
        return bool(mail.said["attachment"])
    return kind != "password" or (mail.login and "click" in mail.done)


def offered(mail: Mail) -> list[str]:
    """The kinds of steps that this mail allows now."""
    if mail.place != INBOX:
        return []
    return [kind for kind in KINDS if kind != CALL and _fits(mail, kind)]


def next_step(state: State, seat: str) -> Taken | None:
    """What a careful official does next: look at sender and link, then decide."""
    mail = next((one for one in state.mails if one.place == INBOX), None)
    if mail is None:
        return None
    looks = ["open", "headers", *(["preview"] if mail.said["link"] else [])]
    missing = [kind for kind in looks if kind not in mail.done]
    kind = missing[0] if missing else "keep" if mail.real else "report"
    return Taken(seat=seat, kind=kind, data={"mail": mail.slug})

"""States as people see them: always an icon and a word, colour only besides."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class State:
    """How one state is shown."""

    icon: str
    word: str | Promise
    tone: str


STATES: dict[str, State] = {
    # of an activity, a lesson, a course
    "not_started": State("not-started", _("Not started"), "muted"),
    "in_progress": State("in-progress", pgettext_lazy("state", "In progress"), "info"),
    "waiting": State("waiting", _("Waiting to be marked"), "warn"),
    "completed": State("done", pgettext_lazy("state", "Completed"), "good"),
    "passed": State("done", pgettext_lazy("state", "Passed"), "good"),
    "failed": State("failed", _("Not passed yet"), "bad"),
    # of an obligation
    "due_soon": State("clock", _("Due soon"), "warn"),
    "overdue": State("warning", _("Overdue"), "bad"),
    "exempt": State("check", _("Exempt"), "muted"),
    # of a paper
    "valid": State("shield", _("Valid"), "good"),
    "expiring": State("clock", _("Expiring soon"), "warn"),
    "expired": State("clock", _("Expired"), "bad"),
    "suspended": State("lock", _("Suspended"), "warn"),
    "revoked": State("revoked", _("Revoked"), "bad"),
    # of a competency of a person or a unit
    "met": State("done", _("Met"), "good"),
    "partly_met": State("in-progress", _("Partly met"), "warn"),
    "gap": State("failed", _("Below the required level"), "bad"),
    "not_required": State("not-started", _("Not required"), "muted"),
    # of long work
    "queued": State("waiting", _("Waiting its turn"), "muted"),
    "running": State("refresh", _("Under way"), "info"),
    "finished": State("done", _("Finished"), "good"),
    "broken": State("warning", _("Stopped with an error"), "bad"),
    # of content
    "draft": State("pencil", _("Draft"), "muted"),
    "in_review": State("eye", _("In review"), "warn"),
    "published": State("done", _("Published"), "good"),
    # of a unit's readiness
    "ready": State("done", _("Ready to operate"), "good"),
    "blocked": State("lock", _("Not ready yet"), "bad"),
    "handed_over": State("handover", _("Handed over"), "good"),
}


def state_of(name: str) -> State:
    """The look of a state; an unknown one is a mistake of the caller."""
    return STATES[str(name)]

"""People of a lab in words: marks, where a result comes from, what to look at."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from labs.grading.words import points_words


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Something a trainer should look at, and where."""

    icon: str
    tone: str
    word: str
    href: str


def mark_words(person: Any) -> str:
    """The best mark, of how many points."""
    if person.score is None or not person.max_score:
        return ""
    return f"{points_words(person.score)}/{points_words(person.max_score)}"


def trust_words(person: Any) -> str:
    """Who worked the result out."""
    if person.score is None:
        return ""
    return _("The server") if person.trust == "server" else _("The learner's device")


def flags_of(person: Any) -> list[Flag]:
    """What to look at, the most urgent first."""
    found = []
    if person.fault is not None:
        href = reverse("submissions:attempt", args=[person.fault])
        found.append(Flag(icon="warning", tone="bad", word=_("System fault"), href=href))
    if person.to_mark is not None:
        href = reverse("submissions:attempt", args=[person.to_mark])
        found.append(Flag(icon="pencil", tone="warn", word=_("To be marked by you"), href=href))
    if person.alike is not None:
        words = _("Like another's, %(percent)s%%") % {"percent": round(100 * person.alike)}
        href = reverse("submissions:likeness", args=[person.hint])
        found.append(Flag(icon="users", tone="info", word=words, href=href))
    return found

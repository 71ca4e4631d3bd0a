"""Pure facts about codes, states and the lines of a paper."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.achievements.models import Evidence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
SOON_DAYS = 90


class Status(TextChoices):
    """What a paper is worth today; one word each."""

    VALID = "valid", gettext_lazy("Valid")
    EXPIRING = "expiring", gettext_lazy("Expiring soon")
    EXPIRED = "expired", gettext_lazy("Expired")
    SUSPENDED = "suspended", gettext_lazy("Suspended")
    REVOKED = "revoked", gettext_lazy("Revoked")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One printed line: what it is, and what it says."""

    key: str
    label: str
    value: str


def new_code() -> str:
    """A code nobody can guess (54 bits) whose last letter shows most typing errors.

    It holds none of 0, 1, I, L, O and U, which are misread or misheard.
    """
    body = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH - 1))
    return body + check_letter(body)


def check_letter(body: str) -> str:
    """The last letter that belongs to the letters before it; their places weigh in."""
    total = sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[total % 29]


def typed_code(text: str) -> str | None:
    """The code somebody typed, spaces, hyphens and case aside; None when it cannot be one."""
    code = "".join(char for char in text.upper() if char.isalnum())
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        return None
    return code if check_letter(code[:-1]) == code[-1] else None


def status_on(day: date, *, state: str, valid_until: date | None) -> Status:
    """What a paper is worth on a day: what was decided about it counts before its dates."""
    if state in {Status.REVOKED, Status.SUSPENDED}:
        return Status(state)
    if valid_until is None:
        return Status.VALID
    if valid_until < day:
        return Status.EXPIRED
    return Status.EXPIRING if (valid_until - day).days <= SOON_DAYS else Status.VALID


def printed_lines(content: Mapping[str, Any], language: str) -> list[Line]:
    """Every line of the paper, in its order: the PDF prints these and the public page shows them.

    `language` chooses between the two names of data; labels follow the active translation.
    """
    facts = [
        ("document", _("Type of document"), _named(content["document"], language)),
        ("number", _("Register number"), content["number"]),
        ("holder", _("Full name"), content["holder"]),
        ("unit", _("Unit"), content["unit"]),
        ("course", _("Course"), _named(content["course"], language)),
        ("periods", _("Learning time"), _periods(content["periods"])),
        ("criteria", _("Requirements met"), content["criteria"]),
        *[("competency", _("Competency"), _competency(one, language)) for one in _earned(content)],
        ("issued_on", _("Issued on"), _day(content["issued_on"])),
        ("valid_until", _("Valid until"), _until(content["valid_until"])),
        ("issuer", _("Issuer"), content["issuer"]),
        ("place", _("Place of issue"), content["place"]),
        ("signer", _("Signed by"), _signer(content)),
        ("code", _("Verification code"), content["code"]),
    ]
    return [Line(key=key, label=label, value=value) for key, label, value in facts if value]


def _named(names: Mapping[str, str], language: str) -> str:
    return names["en"] if language.startswith("en") and names["en"] else names["vi"]


def _periods(count: int | None) -> str:
    return _("%(count)s periods") % {"count": count} if count else ""


def _earned(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(content["competencies"])


def _competency(one: Mapping[str, Any], language: str) -> str:
    return _("%(code)s %(name)s: level %(level)s (%(evidence)s)") % {
        "code": one["code"],
        "name": _named(one["name"], language),
        "level": one["level"],
        "evidence": str(Evidence(one["evidence"]).label).lower(),
    }


def _day(written: str) -> str:
    return date.fromisoformat(written).strftime("%d/%m/%Y")


def _until(written: str | None) -> str:
    return _day(written) if written else _("No end date")


def _signer(content: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (content["signer"], content["signer_office"]) if part)

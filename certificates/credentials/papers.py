"""A credential as pages show it: its lines, its worth today, its history."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from certificates.credentials.models import Credential, CredentialEvent
from certificates.credentials.registry import Format, formats
from certificates.credentials.rules import Line, Status, printed_lines, status_on
from lms.kit import clock


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line as printed, with what it means in the language of the page where that differs."""

    key: str
    label: str
    value: str
    gloss: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a page needs to know about one credential."""

    credential: Credential
    status: Status
    rows: list[Row]
    events: list[CredentialEvent]
    files: list[Format]

    @property
    def ended_on(self) -> date | None:
        """The day of the last act that took its force, if that is how things stand."""
        if self.status not in {Status.REVOKED, Status.SUSPENDED}:
            return None
        return self.events[-1].on


def paper(credential: Credential) -> Paper:
    """The credential as of today, in the language of the page."""
    made = {artefact.format for artefact in credential.artefacts.all()}
    return Paper(
        credential=credential,
        status=status_on(clock.today(), state=credential.state, valid_until=credential.valid_until),
        rows=_rows(credential),
        events=list(credential.events.all()),
        files=[one for one in formats() if one.slug in made],
    )


def _rows(credential: Credential) -> list[Row]:
    """Every printed line; the printed words first, so that they can be compared with the paper."""
    language = translation.get_language() or "vi"
    shown = printed_lines(credential.content, language)
    with translation.override("vi"):
        printed = printed_lines(credential.content, "vi")
    return [_row(here, there) for here, there in zip(shown, printed, strict=True)]


def _row(shown: Line, printed: Line) -> Row:
    gloss = "" if shown.value == printed.value else shown.value
    return Row(key=shown.key, label=shown.label, value=printed.value, gloss=gloss)

"""The system's own words: what its log, its findings and its lists say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from labs.simulators.engine import Moment, Taken
from labs.simulators.one_stop.dossiers import Dossier
from labs.simulators.one_stop.files import read
from labs.simulators.one_stop.state import State


def day(value: date) -> str:
    """A date as it is written here."""
    return f"{value:%d/%m/%Y}"


def amount(value: int) -> str:
    """đồng, with dots between thousands."""
    return f"{value:,}".replace(",", ".")


def status_word(status: str) -> str:
    """How a dossier stands."""
    return str(read("statuses")[status])


def unit_word(table: str, slug: str) -> str:
    """The name of a unit, a signer, a verdict, a reason."""
    return str(read("units")[table][slug])


def paper_titles(dossier: Dossier, slugs: Iterable[str]) -> str:
    """Papers by their titles, in the order of the list."""
    wanted = set(slugs)
    return "; ".join(one.title for one in dossier.papers if one.slug in wanted)


def person_of(dossier: Dossier, person: str) -> str:
    """The applicant, or the other person whom the papers name."""
    return dossier.facts["name" if person == "applicant" else "other"]


def told(before: State, step: Taken, after: State, number: int) -> Moment:
    """One step in words."""
    sentence, data = str(read("steps")[step.kind]["told"]), step.data
    code = str(data.get("dossier", ""))
    words = _words(before.dossier(code), data) if code else {"day": day(after.clock.day)}
    return Moment(
        number=number,
        seat=step.seat,
        when=str(before.clock if code else after.clock),
        sentence=sentence.format(**words),
        about=code,
    )


def _words(dossier: Dossier, data: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    for name, value in data.items():
        if name == "papers":
            said[name] = paper_titles(dossier, value)
        elif name == "paper":
            said[name] = dossier.title_of(value)
        elif name == "person":
            said[name] = person_of(dossier, value)
        elif name == "due":
            said[name] = day(date.fromisoformat(value))
        elif name == "amount":
            said[name] = amount(value)
        elif name in _TABLES:
            said[name] = unit_word(_TABLES[name], value)
    return said


_TABLES = {
    "verdict": "verdicts",
    "purpose": "purposes",
    "reason": "refusals",
    "unit": "units",
    "signer": "signers",
}

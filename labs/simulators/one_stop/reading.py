"""Posted forms as the data of steps."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from labs.simulators.engine import Refused
from labs.simulators.one_stop.files import refusal

Form = Mapping[str, Any]


def read_step(kind: str, form: Form) -> dict[str, Any]:
    """The fields that a kind of step has, in the shape the trace keeps."""
    fields = _FIELDS.get(kind)
    if fields is None:
        raise Refused(refusal("unknown"))
    return {name: shape(form.get(name)) for name, shape in fields.items()}


def _text(said: Any) -> str:
    return said.strip()[:100] if isinstance(said, str) else ""


def _many(said: Any) -> list[str]:
    values = said if isinstance(said, list) else [said]
    return sorted({_text(one) for one in values if _text(one)})


def _day(said: Any) -> str:
    """As typed in Vietnam, or as the browser's own date field sends it."""
    text = _text(said)
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date().isoformat()  # noqa: DTZ007  # a date only
        except ValueError:
            continue
    raise Refused(refusal("no-day"))


def _amount(said: Any) -> int:
    """Digits, with the dots or spaces that people set between thousands."""
    text = re.sub(r"[.\s]|đồng", "", _text(said))
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Refused(refusal("no-amount"))
    return int(text)


_DOSSIER: dict[str, Callable[[Any], Any]] = {"dossier": _text}
_FIELDS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "check": {**_DOSSIER, "paper": _text, "verdict": _text},
    "examine": {**_DOSSIER, "paper": _text, "verdict": _text},
    "lookup": {**_DOSSIER, "person": _text, "purpose": _text},
    "supplement": {**_DOSSIER, "papers": _many},
    "digitise": {**_DOSSIER, "papers": _many},
    "refuse": {**_DOSSIER, "reason": _text},
    "accept": {**_DOSSIER, "due": _day},
    "fee": {**_DOSSIER, "amount": _amount},
    "forward": {**_DOSSIER, "unit": _text},
    "sign": {**_DOSSIER, "signer": _text},
    "conclude": _DOSSIER,
    "send-back": _DOSSIER,
    "return": _DOSSIER,
    "next-day": {},
}

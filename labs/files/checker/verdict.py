"""What a check found: a state, the share of its points, a reason and facts for the sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`state` is ok, partly, wrong, formula, unreadable, timeout, memory or system."""

    state: str
    share: float = 0.0
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


RIGHT = Verdict(state="ok", share=1.0)


def wrong(reason: str, **facts: Any) -> Verdict:
    """Not what was asked for."""
    return Verdict(state="wrong", reason=reason, facts=facts)


def summed_up(parts: Iterable[Verdict]) -> Verdict:
    """Several parts of one check, each worth the same; the first that fails gives the reason."""
    found = list(parts)
    share = round(sum(one.share for one in found) / len(found), 6) if found else 1.0
    failed = next((one for one in found if one.share < 1), None)
    if failed is None:
        return RIGHT
    state = "partly" if share > 0 else failed.state
    return Verdict(state=state, share=share, reason=failed.reason, facts=failed.facts)

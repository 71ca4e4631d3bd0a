"""The functions that are worked out here, by what they are about."""

from collections.abc import Callable
from typing import Any

from labs.files.checker.functions import counting, dates, logic, lookup, mathematics, texts

FUNCTIONS: dict[str, Callable[..., Any]] = {
    **mathematics.FUNCTIONS,
    **counting.FUNCTIONS,
    **logic.FUNCTIONS,
    **lookup.FUNCTIONS,
    **texts.FUNCTIONS,
    **dates.FUNCTIONS,
}

# These choose among their arguments or ask where these lie, so they are given them unread.
UNREAD = {"IF", "IFS", "IFERROR", "IFNA", "CHOOSE", "SWITCH", "ROW", "COLUMN", "SUBTOTAL", "SINGLE"}

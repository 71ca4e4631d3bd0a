"""How much one value may hold on its way between boxes."""

MAX_NODES = 200_000
MAX_TEXT = 2_000_000


class TooLarge(Exception):
    """The value does not fit the limits."""


def span(value: range) -> range:
    """The range, unless whoever lists it would be at it for ever."""
    if len(value) > MAX_NODES:
        raise TooLarge
    return value

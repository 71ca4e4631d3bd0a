"""Who listens to which verb, in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lms.records.statements import Stored
from lms.records.verbs import Verb

Handler = Callable[[Stored], None]


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """One handler of one verb; lower orders run first."""

    verb: Verb
    order: int
    handler: Handler

    @property
    def name(self) -> str:
        """Where the handler lives: `courses.progress.handlers.update`."""
        return f"{self.handler.__module__}.{self.handler.__qualname__}"


_subscriptions: dict[Verb, list[Subscription]] = {}


def on(*verbs: Verb, order: int) -> Callable[[Handler], Handler]:
    """Subscribe a handler; two handlers of one verb may not share an order."""

    def register(handler: Handler) -> Handler:
        for verb in verbs:
            held = _subscriptions.setdefault(verb, [])
            if any(other.order == order for other in held):
                raise ValueError(f"Two handlers of {verb} with order {order}.")
            held.append(Subscription(verb=verb, order=order, handler=handler))
            held.sort(key=lambda one: one.order)
        return handler

    return register


def subscribers(verb: Verb) -> list[Subscription]:
    """The handlers of a verb in the order in which they run."""
    return list(_subscriptions.get(verb, ()))


def table() -> Iterator[Subscription]:
    """All subscriptions, by level of verb and order."""
    for verb in sorted(_subscriptions, key=lambda one: (one.level, one)):
        yield from _subscriptions[verb]

"""Stand-ins for what stays in the learner's kernel.

A stand-in is called, indexed, listed and asked for its attributes there. What decides whether an
answer is right is decided here: beside plain data a stand-in is compared by the data that it is
built on, never by what its class says; it is added to, or ordered beside, only its like. So an
object that claims to equal everything equals nothing that an author wrote. `operators` has the
one exception: objects of a class that the author's own solution writes.
"""

import inspect
from typing import Any

from blocks import skips
from bounds import MAX_NODES, TooLarge

ONE_BY_ONE = 100
# What Python knows of functions and classes, and authors ask for.
_TOLD = {
    *("__bases__", "__mro__", "__annotations__", "__dataclass_fields__", "__members__"),
    *("__wrapped__", "__defaults__", "__kwdefaults__", "__code__", "__qualname__"),
    *("__abstractmethods__", "__self__", "__func__", "__slots__", "__closure__"),
}


class EndedThere(Exception):
    """A generator of the learner's has no more to give: the end of a loop only when asked so."""


class There:
    """Something in the learner's kernel, by its number there; `said` is what is known of it.

    `made` and `makes` tell of a class that the author's own solution writes under the name by
    which this was reached: an object of it, or what makes such an object when called.
    """

    __array_ufunc__ = None  # numpy leaves operators to the other side

    def __init__(self, line: Any, said: dict[str, Any]) -> None:
        known = {"_There__line": line, "_There__number": said["v"]}
        known |= {f"__{name}__": said[name] for name in ("name", "doc") if name in said}
        known["_There__steps"] = said.get("next") is True
        known["_There__made"] = known["_There__makes"] = None
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name == "__signature__":
            return _signature(ask(self, "signature"))
        if name.startswith("__") and name.endswith("__") and name not in _TOLD:
            raise AttributeError(name)
        kind, found = self.__makes or self.__made, ask(self, "attr", name=name)
        if name == "__wrapped__" and found is self:  # to be unwrapped for ever
            raise AttributeError(name)
        return marked(found, makes=kind) if kind and name in kind["makers"] else found

    def __delattr__(self, name: str) -> None:
        ask(self, "forget", name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        ask(self, "set", name=name, value=self.__line.write(value))

    def __getitem__(self, key: Any) -> Any:
        return ask(self, "item", key=self.__line.write(key))

    def __setitem__(self, key: Any, value: Any) -> None:
        ask(self, "set_item", key=self.__line.write(key), value=self.__line.write(value))

    def __iter__(self) -> Any:
        listed = self if self.__steps else ask(self, "list")
        return steps(listed) if isinstance(listed, There) else iter(listed)

    def __next__(self) -> Any:
        try:
            return ask(self, "alone", operator="next")
        except EndedThere:
            raise StopIteration from None

    def __array__(self, *_how: Any, **_named: Any) -> Any:
        raise TypeError("not data")  # numpy would look into it, and into what is in it, for ever

    def __bool__(self) -> bool:
        return bool(ask(self, "bool"))

    def __hash__(self) -> int:
        return hash(ask(self, "alone", operator="hash"))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, There):
            return number(other) == self.__number or bool(ask_pair(self, "eq", other))
        if asks(self, "eq"):
            return bool(ask_pair(self, "eq", other))
        value = ask(self, "value")
        if isinstance(value, There) and type(other).__module__ == "check":
            value = twin(self, other)
        if not isinstance(value, There):
            return bool(value == other)
        self.__line.declined |= other is not None
        return False

    def __instancecheck__(self, instance: Any) -> bool:
        return bool(ask(self, "isinstance", one=self.__line.write(instance)))

    def __subclasscheck__(self, kind: Any) -> bool:
        return isinstance(kind, There) and bool(
            ask(self, "issubclass", one=self.__line.write(kind))
        )

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        """Only what was raised there may be held back there, and where nothing is left to judge."""
        theirs = error is self.__line.raised and not skips(self.__line.tree, trace)
        held_back = ask(self, "exit", error=self.__line.write(error if theirs else None))
        return theirs and error is not None and bool(held_back)


class Kept(There):
    """Data of the check's own that was put there, to see what the learner's code does to it."""


class Callable(There):
    """A function, a class, or an object that can be called."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        found = ask(self, "call", **sent(self, arguments, named))
        return marked(found, made=self._There__makes)


class Mixed:
    """Base of stand-ins that are plain data as well: a named tuple, a word of an enumeration."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__dict__["there"], name)


def there_of(value: Any) -> There | None:
    """The stand-in that a value is or has beside it; None for what is ours."""
    if isinstance(value, Mixed):
        value = value.__dict__["there"]
    return value if isinstance(value, There) else None


def number(value: Any) -> int:
    """The number by which the learner's kernel knows it; `TypeError` for anything of ours."""
    there = there_of(value)
    if there is None:
        raise TypeError(value)
    return int(there.__dict__["_There__number"])


def ask(there: There, what: str, **more: Any) -> Any:
    """Have something done with it where it is."""
    return there.__dict__["_There__line"].ask(do=what, of=there.__dict__["_There__number"], **more)


def twin(there: There, other: Any) -> Any:
    """What it holds, as an object of the author's class by the same name: their `==` decides."""
    kind = type(other)
    if (
        isinstance(other, type)
        or ask(ask(there, "class"), "attr", name="__name__") != kind.__name__
    ):
        return there
    made = object.__new__(kind)
    for name, value in ask(there, "vars").items():
        object.__setattr__(made, str(name), value)
    return made


def steps(there: There) -> Any:
    """What a generator gives: one after the other, since it may not end; later many at once."""
    many, given = 1, 0
    while True:
        some = ask(there, "some", many=many)
        yield from some
        given += len(some)
        if len(some) < many:
            return
        if given > MAX_NODES:
            raise TooLarge
        many = 1 if given < ONE_BY_ONE else 500


def ask_pair(one: There, operator: str, other: Any, *, swapped: bool = False) -> Any:
    """Have an operator applied to two things there."""
    with_ = one.__dict__["_There__line"].write(other)
    found = ask(one, "pair", operator=operator, with_=with_, swapped=swapped)
    return given(one, f"r{operator}" if swapped else operator, found)


def given(there: There, operator: str, value: Any) -> Any:
    """What an operator gave: an object of the same class, where the author's solution gives one."""
    kind = there.__dict__["_There__made"]
    names = {f"__{operator}__", f"__{operator.removeprefix('i')}__"}  # `+=` by `+`
    return marked(value, made=kind) if kind and names & set(kind["makers"]) else value


def asks(there: There, operator: str) -> bool:
    """Whether the author's solution writes a class here, with this operator."""
    kind = there.__dict__["_There__made"]
    return bool(kind) and (kind["open"] or f"__{operator}__" in kind["operators"])


def marked(value: Any, *, made: Any = None, makes: Any = None) -> Any:
    """The value, known to be what the author's solution says of it.

    Never the same stand-in as one of which nothing is known: whatever the learner's code gives in
    another place, an object of that class as well, is asked for no operator.
    """
    there, of = there_of(value), made or makes
    if there is None or of is None:
        return value
    known = object.__new__(type(there))
    known.__dict__.update(there.__dict__, _There__made=made, _There__makes=makes)
    if isinstance(value, Mixed):
        value.__dict__["there"] = known
        return value
    met = there.__dict__["_There__line"].met
    return met.setdefault((number(there), of["name"], made is None), known)


def known_of(there: There) -> dict[str, Any]:
    """What it is marked with."""
    return {name: there.__dict__[f"_There__{name}"] for name in ("made", "makes")}


def sent(there: There, arguments: Any, named: Any) -> dict[str, Any]:
    """Arguments on their way there."""
    write = there.__dict__["_There__line"].write
    return {
        "args": [write(one) for one in arguments],
        "named": {name: write(one) for name, one in named.items()},
    }


def _signature(rows: Any) -> inspect.Signature:
    """Names, kinds and defaults (in words) of parameters."""
    kinds = list(inspect._ParameterKind)
    return inspect.Signature(
        [
            inspect.Parameter(
                str(name),
                kinds[int(kind)],
                default=inspect.Parameter.empty if default is None else str(default),
            )
            for name, kind, default in rows
        ]
    )

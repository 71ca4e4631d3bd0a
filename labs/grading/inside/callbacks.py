"""A function of a check's, to be built again in the learner's kernel: a callback.

Whoever is handed it can read it, as any argument.
"""

import dis
import types
from typing import Any


def carried(value: Any, write: Any) -> dict[str, Any]:
    """Its code, with what it holds and the globals that it reads."""
    import base64  # noqa: PLC0415  # rarely used
    import marshal  # noqa: PLC0415  # as above

    found: dict[str, Any] = {}
    for name in sorted(_names(value.__code__)):
        try:
            held = value.__globals__[name]
        except (KeyError, NameError):  # built in, or nobody's
            continue
        found[name] = {"t": "itself"} if held is value else _global(held, write)
    return {
        "t": "code",
        "v": base64.b64encode(marshal.dumps(value.__code__)).decode(),
        "name": value.__name__,
        "defaults": [write(one) for one in value.__defaults__ or ()],
        "named": {name: write(one) for name, one in (value.__kwdefaults__ or {}).items()},
        "cells": [write(one.cell_contents) for one in value.__closure__ or ()],
        "names": found,
    }


def _global(value: Any, write: Any) -> Any:
    if isinstance(value, types.ModuleType):
        return {"t": "module", "v": value.__name__}
    return write(value)


def _names(code: types.CodeType) -> set[str]:
    """The globals that it reads; not its attributes, which may be called as what is hidden."""
    read = (one for one in dis.get_instructions(code) if one.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    found = {one.argval for one in read}
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            found |= _names(one)
    return found

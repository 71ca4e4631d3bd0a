"""Answer the examiner's questions about the learner's session, from within it.

A learner can change anything here; all they gain is to answer with other data. Nothing here
knows an expected value or a mark.
"""

import base64
import json
import os
import pickle
from typing import Any

from values import TooLarge, Writer, read

MAX_FILE = 8 << 20
MAX_REPLY = 12 << 20
_handles: dict[int, Any] = {}


def answer(question: str) -> str:
    """The reply to one question, as JSON: a value, or what was raised."""
    try:
        asked = json.loads(question)
        if asked["do"] == "file":
            written = _file(asked)
        else:
            written = Writer(_hold).write(_ASKED[asked["do"]](asked))
        reply = json.dumps({"value": written})
    except TooLarge:
        return json.dumps({"raised": ["TooLarge", ""]})
    except BaseException as error:  # noqa: BLE001  # whatever the learner's code raises
        return json.dumps({"raised": [type(error).__name__, _text(error)]})
    return reply if len(reply) < MAX_REPLY else json.dumps({"raised": ["TooLarge", ""]})


def _text(error: BaseException) -> str:
    try:
        return str(error)[:300]
    except BaseException:  # noqa: BLE001  # a learner's __str__
        return ""


def _hold(value: Any) -> Any:
    number = len(_handles) + 1
    _handles[number] = value
    return {"t": "held", "v": number, "call": callable(value)}


def _names() -> dict[str, Any]:
    from IPython import get_ipython  # noqa: PLC0415  # only there once the kernel runs

    names: dict[str, Any] = get_ipython().user_ns
    return names


def _thing(data: Any) -> Any:
    if isinstance(data, dict) and data.get("t") == "pickle":
        return pickle.loads(base64.b64decode(data["v"]))  # noqa: S301  # comes from the examiner
    return read(data, lambda held: _handles[held["v"]])


def _name(asked: Any) -> Any:
    names = _names()
    if asked["name"] not in names:
        raise NameError(f"name '{asked['name']}' is not defined")
    return names[asked["name"]]


def _call(asked: Any) -> Any:
    arguments = [_thing(one) for one in asked["args"]]
    named = {name: _thing(one) for name, one in asked["named"].items()}
    return _handles[asked["of"]](*arguments, **named)


def _put(asked: Any) -> None:
    _names()[asked["name"]] = _thing(asked["value"])


def _drop(asked: Any) -> None:
    _name(asked)
    del _names()[asked["name"]]


def _file(asked: Any) -> Any:
    """A file's bytes, already in JSON form: longer than what values may hold otherwise."""
    with open(os.path.join("/work", asked["name"]), "rb") as file:
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise TooLarge
    return {"t": "bytes", "v": base64.b64encode(content).decode()}


_ASKED: dict[str, Any] = {
    "name": _name,
    "call": _call,
    "put": _put,
    "drop": _drop,
    "attr": lambda asked: getattr(_handles[asked["of"]], asked["name"]),
    "item": lambda asked: _handles[asked["of"]][_thing(asked["key"])],
    "list": lambda asked: list(_handles[asked["of"]]),
    "len": lambda asked: len(_handles[asked["of"]]),
    "bool": lambda asked: bool(_handles[asked["of"]]),
}

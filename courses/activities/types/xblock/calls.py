"""A call to a block's handler, as a message through the one entry for what learners send."""

from dataclasses import dataclass, field

import webob

from courses.activities.base import Message


@dataclass
class Reply:
    """Where the block's answer is put, for the view that waits for it."""

    response: webob.Response | None = None


@dataclass(frozen=True, kw_only=True)
class Call(Message):
    """A message that is a handler call: `kind` is the handler. It carries the request itself."""

    request: webob.Request
    suffix: str = ""
    reply: Reply = field(default_factory=Reply, compare=False)

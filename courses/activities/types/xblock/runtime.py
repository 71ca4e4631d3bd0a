"""The runtime: it gives a block its fields, services and addresses, and hears what it publishes."""

import json
import logging
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import webob
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.exceptions import NoSuchHandlerError
from xblock.fields import ScopeIds
from xblock.runtime import KvsFieldData, Runtime

from courses.activities.types.xblock import allowed, locks, services, tokens
from courses.activities.types.xblock.errors import CallRefused, GradeRefused, HandlerUnknown
from courses.activities.types.xblock.fields import FieldStore
from courses.activities.types.xblock.people import Pseudonymous
from courses.activities.types.xblock.usages import OneUsage, Usage
from lms.accounts.models import User

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something a block published: its kind and its checked data."""

    block_type: str
    kind: str
    data: Mapping[str, Any]


class LearnerRuntime(Runtime):
    """Runs one usage for one learner. `events` collects what the block publishes."""

    def __init__(self, usage: Usage, person: User) -> None:
        self.usage = usage
        self.person = person
        self.events: list[Event] = []
        given = {
            "field-data": KvsFieldData(FieldStore(usage.authored)),
            "user": Pseudonymous(person),
            "i18n": services.Words(),
            "settings": services.Settings(),
            "completion": services.Completion(),
        }
        super().__init__(OneUsage(usage), None, services=given)

    def load_block_type(self, block_type: str) -> type[XBlock]:
        """Only listed types."""
        return allowed.block_class(block_type)

    def block(self) -> XBlock:
        """The block itself."""
        usage = self.usage
        ids = ScopeIds(self.person.pk, usage.block_type, usage.definition, usage.key)
        block = self.construct_xblock(usage.block_type, ids)
        block.location = usage.key
        block.due = None
        return block

    def applicable_aside_types(self, block: XBlock) -> list[str]:
        """Asides are off."""
        return []

    def handler_url(
        self,
        block: XBlock,
        handler_name: str,
        suffix: str = "",
        query: str = "",
        thirdparty: bool = False,
    ) -> str:
        """Where a handler is called: with the session, or by a signed token without one."""
        if thirdparty:
            token = tokens.sign(
                person=self.person.uuid, activity=self.usage.activity, handler=handler_name
            )
            url = reverse("xblock_signed", args=[token])
        else:
            url = reverse("xblock_handler", args=[self.usage.activity, handler_name])
        return url + suffix + (f"?{query}" if query else "")

    def resource_url(self, resource: str) -> str:
        """Blocks have no resources outside their own package."""
        raise NotImplementedError(resource)

    def local_resource_url(self, block: XBlock, uri: str) -> str:
        """A public file of the block's own package."""
        return reverse("xblock_resource", args=[self.usage.block_type, uri])

    def publish(self, block: XBlock, event_type: str, event_data: Mapping[str, Any]) -> None:
        """Hear an event. Points must be possible; everything else is kept as it is."""
        if event_type == "grade":
            event_data = _grade(event_data)
        elif event_type == "completion":
            event_data = {"completion": _within(event_data.get("completion"), 1.0)}
        self.events.append(
            Event(block_type=self.usage.block_type, kind=event_type, data=event_data)
        )

    def wrap_xblock(
        self, block: XBlock, view: str, frag: Fragment, context: Mapping[str, Any] | None
    ) -> Fragment:
        """The block's HTML with its arguments beside it, closed against `</script>`."""
        usage = self.usage
        wrapped = Fragment()
        arguments = script_json(getattr(frag, "json_init_args", None))
        wrapped.add_content(
            f'<div class="xblock" data-usage="{escape(usage.key)}" data-init="'
            f'{escape(frag.js_init_fn or "")}" data-block-type="{escape(usage.block_type)}">'
            f"{frag.body_html()}"
            f'<script type="application/json" class="xblock-args">{arguments}</script></div>'
        )
        wrapped.add_fragment_resources(frag)
        return wrapped


@dataclass(frozen=True, kw_only=True)
class Handled:
    """What a call gave back: the block's response, and what it published."""

    response: webob.Response
    events: Iterable[Event]


def handle(
    *, usage: Usage, person: User, handler: str, request: webob.Request, suffix: str = ""
) -> Handled:
    """Call a learner's handler under its lock, in one transaction with what it writes."""
    allowed.check_handler(usage.block_type, handler)
    with transaction.atomic():
        locks.take(allowed.block_class(usage.block_type), usage.key, person.pk)
        return _called(LearnerRuntime(usage, person), handler, request, suffix)


def read(*, usage: Usage, person: User, handler: str, request: webob.Request) -> webob.Response:
    """Call a handler that only reads: whatever it writes or publishes is dropped."""
    allowed.check_handler(usage.block_type, handler, reads=True)
    with transaction.atomic():
        handled = _called(LearnerRuntime(usage, person), handler, request, "")
        transaction.set_rollback(True)
    return handled.response


# What a block's code stumbles over when it is sent what its own page never sends.
_STUMBLES = (AttributeError, LookupError, StopIteration, TypeError, ValueError)


def _called(runtime: LearnerRuntime, handler: str, request: webob.Request, suffix: str) -> Handled:
    try:
        response = runtime.handle(runtime.block(), handler, request, suffix)
    except NoSuchHandlerError:
        raise HandlerUnknown from None
    except _STUMBLES as stumble:
        if allowed.entry(runtime.usage.block_type).block is not None:
            raise
        logger.warning("%s of %s stumbled: %r", handler, runtime.usage.key, stumble)
        raise CallRefused from stumble
    return Handled(response=response, events=runtime.events)


def render(
    *,
    usage: Usage,
    person: User,
    context: Mapping[str, Any] | None = None,
    view: str = "student_view",
) -> Fragment:
    """A block's page; drawing may write fields too, so the lock is held."""
    with transaction.atomic():
        locks.take(allowed.block_class(usage.block_type), usage.key, person.pk)
        runtime = LearnerRuntime(usage, person)
        return runtime.render(runtime.block(), view, context or {})


def is_completable(block: type[XBlock]) -> bool:
    """Whether the block reports its own completion."""
    return bool(XBlockCompletionMode.get_mode(block) == XBlockCompletionMode.COMPLETABLE)


def _grade(data: Mapping[str, Any]) -> dict[str, Any]:
    """Finite points between nothing and the maximum."""
    top = _within(data.get("max_value"), math.inf)
    value = data.get("value")
    if top <= 0 or value is None:
        raise GradeRefused
    return {**data, "value": _within(value, top), "max_value": top}


def _within(value: Any, top: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GradeRefused
    if not math.isfinite(value) or not 0 <= value <= top:
        raise GradeRefused
    return float(value)


def script_json(value: Any) -> str:
    """JSON that cannot end the element it stands in."""
    raw = json.dumps(value, ensure_ascii=True, allow_nan=False)
    return raw.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

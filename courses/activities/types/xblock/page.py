"""The sandboxed page of a block: what it loads, and what it may reach."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from web_fragments.fragment import Fragment, FragmentResource

from courses.activities.types.xblock import allowed, runtime
from courses.activities.types.xblock.allowed import Allowed
from courses.activities.types.xblock.usages import Usage
from lms.accounts.models import User

JQUERY = "vendor/jquery/dist/jquery.min.js"
FRAME = "courses/xblock-frame.js"
STYLE = "courses/xblock-frame.css"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A script or style: from an address, or written into the page."""

    url: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """The parts of the page, in loading order, and its own content policy."""

    body: str
    settings: str
    styles: tuple[Piece, ...]
    scripts: tuple[Piece, ...]
    policy: str


def of(usage: Usage, person: User, *, origin: str) -> Page:
    """The page of a usage as a learner opens it."""
    listed = allowed.entry(usage.block_type)
    fragment = runtime.render(usage=usage, person=person)
    scripts = _pieces(fragment, "application/javascript")
    return Page(
        body=fragment.body_html(),
        settings=runtime.script_json(_settings(usage, person, listed)),
        styles=(Piece(url=static(STYLE)), *_pieces(fragment, "text/css")),
        scripts=(Piece(url=static(JQUERY)), Piece(url=static(FRAME)), *scripts),
        policy=_policy(origin, scripts, evaluates=listed.evaluates),
    )


def _settings(usage: Usage, person: User, listed: Allowed) -> dict[str, Any]:
    """The signed address of each call the page may make, and the words of its scripts."""
    speaker = runtime.LearnerRuntime(usage, person)
    block = speaker.block()
    names = sorted(listed.callable)
    return {
        "handlers": {name: speaker.handler_url(block, name, thirdparty=True) for name in names},
        "changing": sorted(listed.handlers),
        "words": {word: translation.gettext(word) for word in listed.words},
    }


def _pieces(fragment: Fragment, kind: str) -> tuple[Piece, ...]:
    return tuple(_piece(one) for one in fragment.resources if one.mimetype == kind)


def _piece(resource: FragmentResource) -> Piece:
    if resource.kind == "url":
        return Piece(url=resource.data)
    return Piece(text=resource.data.replace("</script", "<\\/script").replace("</style", ""))


def _policy(origin: str, scripts: tuple[Piece, ...], *, evaluates: bool) -> str:
    """An origin of its own, which reaches its handlers, its resources and pictures of lessons.

    Scripts written into the page run by their hash. Styles may be inline: blocks place things.
    """
    resources = f"{origin}/xblock/resources/"
    code = [f"{origin}{_folder(JQUERY)}", f"{origin}{_folder(FRAME)}", resources]
    code += [_hash(one.text) for one in scripts if one.text]
    code += ["'unsafe-eval'"] if evaluates else []
    return "; ".join(
        (
            "sandbox allow-scripts",
            "default-src 'none'",
            f"script-src {' '.join(code)}",
            f"style-src {origin} 'unsafe-inline'",
            f"img-src {origin}/media/images/ {resources} data:",
            f"connect-src {origin}/xblock/signed/",
            "frame-src 'none'",
            "object-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            f"frame-ancestors {origin}",
        )
    )


def _folder(path: str) -> str:
    """The address of a folder of static files, whose files carry hashes in their names."""
    return static(path).rpartition("/")[0] + "/"


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"

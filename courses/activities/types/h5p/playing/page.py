"""The sandboxed page: its configuration, and the addresses of what it loads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from web_fragments.fragment import Fragment

from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.playing import bundles, overlay, tokens
from courses.activities.types.h5p.playing.words import core_words

CORE = "vendor/h5p-standalone/dist/"
CONTENT_ID = "1"
SAVE_SECONDS = 0.5
NO_STATE = "{}"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the page is shown: the site's origin, the xAPI id, whether work is saved.

    `media` is the address of a draft's media; a package has one of its own.
    """

    origin: str
    identity: str = ""
    saves: bool = True
    media: str = ""


def fragment(
    *,
    package: Package,
    libraries: Sequence[Library],
    user: Mapping[str, str],
    saved: Mapping[str, Mapping[str, str]],
    place: Place,
) -> Fragment:
    """The body of the page, with its scripts and styles in loading order."""
    key = bundles.write(libraries)
    frag = Fragment(f'<div class="h5p-content" data-content-id="{CONTENT_ID}"></div>')
    frag.add_css_url(static(f"{CORE}styles/h5p.css"))
    frag.add_css_url(reverse("h5p_bundle", args=[key, "css"]))
    frag.add_css_url(static("courses/h5p-frame.css"))
    frag.add_javascript_url(static("courses/h5p-frame.js"))
    frag.add_javascript_url(static(f"{CORE}frame.bundle.js"))
    frag.add_javascript_url(reverse("h5p_bundle", args=[key, "js"]))
    integration = _integration(package, libraries, saved, place)
    frag.initialize_js("H5PFrame", json_args={"integration": {**integration, "user": user}})
    return frag


def policy(origin: str) -> str:
    """The page's own Content-Security-Policy.

    It runs in an origin of its own and reaches nothing but its libraries and its media.
    """
    return "; ".join(
        (
            "sandbox allow-scripts",
            "default-src 'none'",
            f"script-src {origin}/h5p/ {origin}{_folder(CORE)} {origin}{_folder('courses/')}",
            f"style-src {origin} 'unsafe-inline'",
            f"img-src {origin}/h5p/ {origin}{_folder(CORE)} data: blob:",
            f"media-src {origin}/h5p/ blob: data:",
            f"font-src {origin} data:",
            f"connect-src {origin}/h5p/",
            "frame-src 'none'",
            "object-src 'none'",
            "form-action 'none'",
            f"base-uri {origin}",
            f"frame-ancestors {origin}",
        )
    )


def _folder(path: str) -> str:
    """The address of a folder of static files, whose files carry hashes in their names."""
    address = static(f"{path}h5p-frame.js" if path == "courses/" else f"{path}frame.bundle.js")
    return address.rpartition("/")[0] + "/"


def _integration(
    package: Package,
    libraries: Sequence[Library],
    saved: Mapping[str, Mapping[str, str]],
    place: Place,
) -> dict[str, Any]:
    """What the core reads from `window.H5PIntegration`."""
    return {
        "baseUrl": place.origin,
        "siteUrl": place.origin,
        "url": f"{place.origin}/h5p",
        "urlLibraries": place.origin + bundles.LIBRARY_PREFIX.rstrip("/"),
        "libraryDirectories": {one.name.folder: one.folder_name for one in libraries},
        "postUserStatistics": False,
        "saveFreq": SAVE_SECONDS if place.saves else False,
        "fullscreenDisabled": True,  # the lesson page has the button, outside the sandbox
        "ajax": {"setFinished": "", "contentUserData": ""},
        "l10n": {"H5P": core_words()},
        "core": {"styles": [], "scripts": []},
        "loadedJs": [],
        "loadedCss": [],
        "contents": {f"cid-{CONTENT_ID}": _content(package, libraries, saved, place)},
    }


def _content(
    package: Package,
    libraries: Sequence[Library],
    saved: Mapping[str, Mapping[str, str]],
    place: Place,
) -> dict[str, Any]:
    params = overlay.translate(package.parameters, language=package.language)
    # The core shows a "data reset" dialog for null: no work is an empty object.
    state = {"0": {"state": NO_STATE}} | {key: dict(kinds) for key, kinds in saved.items()}
    state["0"] = {"state": NO_STATE} | state["0"]
    return {
        "library": package.library,
        "jsonContent": json.dumps(params, ensure_ascii=False),
        "fullScreen": bool(libraries and libraries[-1].fullscreen),
        "displayOptions": {"frame": False, "copyright": False, "icon": False, "export": False},
        "contentUserData": state,
        "metadata": {"title": package.title, "license": "U", **package.metadata},
        "url": place.identity,
        "contentUrl": place.origin + (place.media or f"/h5p/contents/{tokens.sign(package.uuid)}"),
        "title": package.title,
        "styles": [],
        "scripts": [],
    }

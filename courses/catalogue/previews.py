"""How pages are shown to their authors: the player says how, when the site starts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

Preview = Callable[[Page, HttpRequest], HttpResponse]

_previews: dict[type[Page], Preview] = {}


def preview_with(kind: type[Page], preview: Preview) -> None:
    """Show unpublished pages of this kind so; a second way is an error."""
    if kind in _previews:
        raise ValueError(f"Two previews of {kind.__name__}.")
    _previews[kind] = preview


def show(page: Page, request: HttpRequest) -> HttpResponse:
    """The page as a learner would see it."""
    return _previews[type(page)](page, request)

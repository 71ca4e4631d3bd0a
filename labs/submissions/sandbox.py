"""Answers that hold something of a learner's or an author's: neither may do anything."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from labs.assignments.notebook import NotANotebook
from labs.submissions.rendering import shown_cells

# Nothing runs, nothing is loaded but our style sheet, nothing can be sent, the page has no origin.
SANDBOX = (
    "sandbox; default-src 'none'; img-src data:; style-src 'self'; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'self'"
)


def sandboxed(request: HttpRequest, content: bytes, title: str) -> HttpResponse:
    """A notebook as a page of its own that may do nothing."""
    try:
        cells = shown_cells(content)
    except NotANotebook:
        cells = []
    return confined(request, "labs/submissions/notebook.html", {"cells": cells, "title": title})


def confined(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page that may do nothing."""
    response = render(request, template, context)
    response["Content-Security-Policy"] = SANDBOX
    return response


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be saved, never opened by the browser."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _plain(name: str) -> str:
    """Only what needs no quoting in a header."""
    return "".join(
        one if one.isascii() and (one.isalnum() or one in "-._") else "-" for one in name
    )

"""The sheet in the browser: look, edit, have formulas worked out, take the file along."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.activities.actions import receive
from courses.activities.base import Message
from courses.activities.models import Activity
from labs.assignments.queries import attempts_left, begun_or_404, has_begun, lesson_address
from labs.files.blocks import FEATURES
from labs.files.downloads import download
from labs.sheets import actions, calculation
from labs.sheets.book import Book, told
from labs.sheets.errors import EditRefused
from labs.sheets.forms import OF_THE_WHOLE, key_of, work_of
from labs.sheets.grid import Page
from labs.sheets.looks import CHARTS, FORMATS
from labs.sheets.models import Draft
from labs.sheets.queries import changed_since, draft_of, draft_or_404, earlier_or_404, set_aside
from labs.sheets.sketch import sketch
from labs.sheets.words import CHART_WORDS, of_whole
from labs.sheets.workbook import file_of
from lms.accounts.requests import SignedInRequest
from lms.kit.ids import uuid7

KIND = "spreadsheet"


@require_POST
@login_required
def open_sheet(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Begin, and go to the sheet."""
    activity = begun_or_404(request.user, uuid, KIND)
    message = Message(kind="open", data={}, key=str(uuid7()))
    receive(activity=activity, learner=request.user, message=message)
    begun = begun_or_404(request.user, uuid, KIND)
    actions.open_draft(activity=begun, learner=request.user)
    return redirect("sheets:page", uuid)


@never_cache
@require_safe
@login_required
def page(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The sheet as it stands; who has not opened it goes to the lesson."""
    activity = begun_or_404(request.user, uuid, KIND)
    draft = draft_of(activity, request.user) if has_begun(activity, request.user) else None
    if draft is None:
        return redirect(lesson_address(activity))
    return _show(request, activity, draft)


@require_POST
@login_required
def edits(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """One edit, saved before it is answered. Sent twice under one key, it counts once."""
    activity = begun_or_404(request.user, uuid, KIND)
    draft = draft_or_404(activity, request.user, request.POST.get("draft", ""))
    asked, key = request.POST.get("do", "set"), key_of(request.POST)
    try:
        if asked in ("undo", "redo"):
            draft = (actions.undo if asked == "undo" else actions.redo)(draft=draft, key=key)
        else:
            draft = actions.edit(draft=draft, key=key, work=work_of(request.POST))
    except EditRefused as refusal:
        if _is_script(request):
            raise
        return _show(request, activity, draft, refusal=refusal)
    if _is_script(request):
        return _answer(request, draft, reload=asked in OF_THE_WHOLE)
    calculation.bring_up_to_date(draft)
    return redirect(_address(request, uuid))


@require_POST
@login_required
def values(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Work out what is stale, and tell what is new to this page."""
    activity = begun_or_404(request.user, uuid, KIND)
    draft = draft_or_404(activity, request.user, request.POST.get("draft", ""))
    ready = calculation.bring_up_to_date(draft)
    if _is_script(request):
        return _answer(request, draft, busy=not ready, formulas=ready)
    return redirect(_address(request, uuid))


@never_cache
@require_safe
@login_required
def file(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The draft as a file, to go on in Excel."""
    activity = begun_or_404(request.user, uuid, KIND)
    draft = draft_or_404(activity, request.user)
    return download(file_of(draft), draft.version.file_name)


@require_POST
@login_required
def again(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Set the work aside and begin from the start file."""
    activity = begun_or_404(request.user, uuid, KIND)
    draft = draft_or_404(activity, request.user, request.POST.get("draft", ""))
    actions.begin_again(draft=draft)
    return redirect("sheets:page", uuid)


@require_POST
@login_required
def take_up(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Go on with work that was set aside."""
    activity = begun_or_404(request.user, uuid, KIND)
    try:
        wanted = UUID(request.POST.get("draft", ""))
    except ValueError as error:
        raise Http404 from error
    actions.take_up(draft=earlier_or_404(activity, request.user, wanted))
    return redirect("sheets:page", uuid)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _show(
    request: SignedInRequest,
    activity: Activity,
    draft: Draft,
    *,
    refusal: EditRefused | None = None,
) -> HttpResponseBase:
    asked = request.POST if refusal else request.GET
    book = Book(draft)
    shown = _page(book, asked)
    stacks = actions.stacks_of(draft)
    cell = asked.get("address", "")[:15] or "A1"
    context = {
        "activity": activity,
        "draft": draft,
        "titles": book.titles,
        "page": shown,
        "cell": cell,
        "typed": asked.get("content", "") if refusal else shown.content_at(cell),
        "refusal": refusal,
        "problem": of_whole(draft.values),
        "is_fresh": calculation.is_fresh(draft),
        "can_undo": bool(stacks.done),
        "can_redo": bool(stacks.undone),
        "formats": FORMATS,
        "charts": [(kind, CHART_WORDS[kind]) for kind in CHARTS],
        "sketch": sketch(shown),
        "beyond": [dict(FEATURES)[one] for one in book.facts["beyond"]],
        "earlier": set_aside(activity, request.user),
        "left": attempts_left(activity, request.user),
        "key": uuid7(),
    }
    status = refusal.status if refusal else 200
    return render(request, "labs/sheets/page.html", context, status=status)


def _page(book: Book, asked: Any) -> Page:
    first = asked.get("first", "")
    title = asked.get("sheet") or book.titles[0]
    return book.page(title, max(int(first), 1) if first.isdecimal() and len(first) < 6 else 1)


def _answer(
    request: HttpRequest,
    draft: Draft,
    *,
    reload: bool = False,
    busy: bool = False,
    formulas: bool = False,
) -> JsonResponse:
    """What is new to a page that has seen the edits up to `seen`."""
    seen = request.POST.get("seen", "")
    book, stacks = Book(draft), actions.stacks_of(draft)
    places = changed_since(draft, int(seen) if seen.isdecimal() and len(seen) < 9 else 0)
    if formulas:
        shown = _page(book, request.POST)
        places |= {(shown.title, address) for address in shown.formulas}
    found = {
        "number": draft.edits,
        "saved": draft.saved_at.isoformat() if draft.saved_at else None,
        "undo": bool(stacks.done),
        "redo": bool(stacks.undone),
        "fresh": calculation.is_fresh(draft),
        "busy": busy,
        "reload": reload or any(not address for _sheet, address in places),
        "problem": of_whole(draft.values),
        "cells": told(book, places),
    }
    return JsonResponse(found)


def _address(request: HttpRequest, uuid: UUID) -> str:
    """Back to where the edit was made."""
    held = {name: request.POST.get(name, "")[:40] for name in ("sheet", "first", "address")}
    if request.POST.get("do") == "sheet":
        held = {"sheet": request.POST.get("title", "").strip()[:31]}
    elif request.POST.get("do") in ("undo", "redo"):
        held.pop("address")
    return f"{reverse('sheets:page', args=[uuid])}?{urlencode(held)}"

"""The labs of a trainer, and the people of one lab."""

from typing import IO
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from labs.submissions import pages
from labs.submissions.archive import archive
from labs.submissions.figures import failing, spread
from labs.submissions.queries import (
    behind,
    is_handed_in,
    lab_for,
    labs_for,
    narrowed,
    newest_of,
    newest_parts,
    people_of,
    regrades_of,
    running_regrade,
    shares_of,
)
from labs.submissions.words import flags_of, mark_words, trust_words
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.kit import clock
from lms.kit.tables import MOST_ROWS, workbook
from lms.kit.text import storable
from lms.organisation.permissions import role_required

PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@role_required(Role.TRAINER)
@require_safe
def labs(request: SignedInRequest) -> HttpResponseBase:
    """The labs of the courses that the trainer cares for."""
    rows, course = labs_for(request.user), storable(request.GET.get("course", ""))
    chosen = rows.filter(course__slug=course) if course else rows
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    return render(request, "labs/submissions/labs.html", {"page": page, "course": course})


@role_required(Role.TRAINER)
@require_safe
def lab(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Who has handed in, how they stand, what to look at."""
    activity = lab_for(request.user, uuid)
    words, shown = request.GET.get("q", "").strip(), request.GET.get("show", "")
    found = narrowed(people_of(activity), words, shown)
    if request.GET.get("format") == "xlsx":
        return _excel(
            workbook(pages.people(activity, found[: MOST_ROWS + 1], newest_parts(activity)))
        )
    if request.GET.get("format") == "zip":
        return _zip(archive(activity, newest_of(found)))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "lab": activity,
        "page": page,
        "rows": [_row(person) for person in page],
        "q": words,
        "show": shown,
        "behind": behind(activity),
        "handed_in": is_handed_in(activity),
        "running": running_regrade(activity),
        "regrades": regrades_of(activity),
        "now": clock.now(),
    }
    return render(request, "labs/submissions/lab.html", context)


@role_required(Role.TRAINER)
@require_safe
def figures(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """How the lab went: the spread of the marks, and the checks that fail most."""
    activity = lab_for(request.user, uuid)
    context = {
        "lab": activity,
        "spread": spread(shares_of(activity)),
        "failing": failing(one.marks for one in newest_parts(activity)),
        "now": clock.now(),
    }
    return render(request, "labs/submissions/figures.html", context)


def _row(person: User) -> dict[str, object]:
    return {
        "person": person,
        "mark": mark_words(person),
        "trust": trust_words(person),
        "flags": flags_of(person),
    }


def _excel(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{_stamped()}.xlsx"'
    return response


def _zip(content: IO[bytes]) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=f"{_stamped()}.zip")


def _stamped() -> str:
    return f"bai-thuc-hanh-{localtime(clock.now()):%Y%m%d-%H%M}"

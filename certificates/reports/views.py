"""Competency map, the people behind it, people with their papers, one person's record."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.achievements.queries import awards_of
from certificates.competencies.models import Competency
from certificates.credentials.papers import paper
from certificates.credentials.queries import READERS, credentials_of
from certificates.reports import pages
from certificates.reports.queries import (
    chosen_framework,
    columns_of,
    expiring_people,
    members,
    narrowed,
    people_for,
    people_in,
    posts_of,
    standings_in,
    standings_of,
    top_units,
    unit_for,
    units_below,
)
from courses.progress.queries import my_courses
from lms.accounts.models import User
from lms.accounts.requests import SignedInRequest
from lms.kit import clock
from lms.kit.tables import Table, as_of_words, workbook
from lms.organisation.permissions import role_required

PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@role_required(*READERS)
@require_safe
def matrix(request: SignedInRequest) -> HttpResponse:
    """The map of the one unit a reader reaches, or the choice between several."""
    tops = top_units(request.user)
    if len(tops) == 1:
        return redirect("reports:unit", uuid=tops[0].uuid)
    return render(request, "certificates/reports/units.html", {"units": tops})


@role_required(*READERS)
@require_safe
def unit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Units by competencies below one unit."""
    shown = unit_for(request.user, uuid)
    framework, frameworks = chosen_framework(request.GET.get("framework", ""))
    competencies = columns_of(framework)
    below = units_below(shown)
    if _wants_excel(request):
        return _excel(pages.matrix(shown, list(below), competencies), "ban-do-nang-luc")
    page = Paginator(below, PAGE).get_page(request.GET.get("page"))
    table = pages.matrix(shown, list(page.object_list), competencies)
    return render(
        request,
        "certificates/reports/matrix.html",
        _context(table, page)
        | {
            "unit": shown,
            "framework": framework,
            "frameworks": frameworks,
            "columns": competencies,
        },
    )


@role_required(*READERS)
@require_safe
def cell(request: SignedInRequest, uuid: UUID, competency: UUID) -> HttpResponse:
    """The people behind one cell."""
    shown = unit_for(request.user, uuid)
    wanted = get_object_or_404(Competency, uuid=competency)
    standings = standings_in(shown, wanted)
    if _wants_excel(request):
        return _excel(pages.drill_down(shown, wanted, list(standings)), "nang-luc")
    page = Paginator(standings, PAGE).get_page(request.GET.get("page"))
    table = pages.drill_down(shown, wanted, list(page.object_list))
    context = _context(table, page) | {"unit": shown, "competency": wanted}
    return render(request, "certificates/reports/cell.html", context)


@role_required(*READERS)
@require_safe
def people(request: SignedInRequest, uuid: UUID | None = None) -> HttpResponse:
    """Who is certified for what until when, in one unit or wherever a reader reaches."""
    reader = request.user
    shown = unit_for(reader, uuid) if uuid else None
    everybody = people_in(shown) if shown else people_for(reader)
    words, chosen = request.GET.get("q", "").strip(), request.GET.get("show", "")
    found = narrowed(everybody, words, chosen)
    title = shown.name if shown else _("People")
    if _wants_excel(request):
        return _excel(pages.people(title, members(list(found[:10_001]))), "nhan-su")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    table = pages.people(title, members(list(page.object_list)))
    context = _context(table, page) | {
        "unit": shown,
        "q": words,
        "show": chosen,
        "expiring": expiring_people(everybody).count(),
    }
    return render(request, "certificates/reports/people.html", context)


@role_required(*READERS)
@require_safe
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One person's learning record, for those who may see the person."""
    shown = get_object_or_404(people_for(request.user), uuid=uuid)
    return _record(request, shown)


@login_required
@require_safe
def me(request: SignedInRequest) -> HttpResponse:
    """One's own learning record."""
    return _record(request, request.user)


def _record(request: SignedInRequest, shown: User) -> HttpResponse:
    context = {
        "person": shown,
        "posts": posts_of(shown),
        "standings": standings_of(shown),
        "courses": my_courses(shown),
        "awards": list(awards_of(shown)),
        "papers": [paper(one) for one in credentials_of(shown)],
        "today": clock.today(),
        "as_of": as_of_words(clock.now()),
    }
    return render(request, "certificates/reports/record.html", context)


def _wants_excel(request: HttpRequest) -> bool:
    return request.GET.get("format") == "xlsx"


def _context(table: Table, page: Page[Any] | None = None) -> dict[str, Any]:
    return {"table": table, "page": page, "as_of": as_of_words(table.as_of)}


def _excel(table: Table, name: str) -> HttpResponse:
    response = HttpResponse(workbook(table), content_type=EXCEL)
    stamp = clock.now().strftime("%Y%m%d-%H%M")
    response["Content-Disposition"] = f'attachment; filename="{name}-{stamp}.xlsx"'
    return response

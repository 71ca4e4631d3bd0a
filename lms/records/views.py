"""What is kept, why and how long, and what was let go."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required
from lms.records.queries import retention_runs
from lms.records.retention import by_purpose, terms

RUNS_A_PAGE = 12


@require_safe
@role_required(Role.AUDITOR)
def retention(request: SignedInRequest) -> HttpResponse:
    """The terms, and the runs that kept to them: counts alone."""
    page = Paginator(retention_runs(), RUNS_A_PAGE).get_page(request.GET.get("page"))
    runs = [(run, by_purpose(run.counts)) for run in page]
    context = {"terms": terms(), "page": page, "runs": runs}
    return render(request, "lms/records/retention.html", context)

"""Pages of the shell."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lms.accounts.requests import SignedInRequest
from lms.kit import clock
from lms.site.queries.find import find
from lms.site.queries.home import home_of
from lms.site.styleguide import samples


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The one next step, and what stands around it."""
    return render(request, "lms/site/home.html", {"home": home_of(request.user, clock.today())})


@login_required
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """What is found, accents aside."""
    text = request.GET.get("q", "").strip()[:100]
    context = {"q": text, "groups": find(request.user, text), "searching": True}
    return render(request, "lms/site/search.html", context)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every piece of the design system, in its states; only under DEBUG."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "lms/site/styleguide.html", samples(request))

"""Pages of the shell."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.site.styleguide import samples


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The one next step, and what stands around it."""
    return render(request, "lms/site/home.html")


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What is found, accents aside."""
    return render(request, "lms/site/search.html", {"q": request.GET.get("q", "")})


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every piece of the design system, in its states; only under DEBUG."""
    return render(request, "lms/site/styleguide.html", samples(request))

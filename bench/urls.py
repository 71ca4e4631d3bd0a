"""The site's addresses, and the floor: a view that only knows who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def floor(request: HttpRequest) -> HttpResponse:
    """Session and user, nothing else."""
    return HttpResponse(str(request.user.is_authenticated))


urlpatterns = [path("bench/floor/", floor), path("", include("lms.urls"))]

"""`/healthz`: the process is alive. `/readyz`: what of the platform works."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.runtime import health


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; ask nothing of any other."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Each part's state; 503 while one that is needed is down."""
    report = health.report()
    return JsonResponse(report, status=200 if report["ready"] else 503)

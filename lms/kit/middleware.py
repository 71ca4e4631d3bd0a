"""Turn a `DomainError` that reaches the edge into a page, a fragment or JSON.

An answer that says "too often", whoever gave it, says when to come back.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from lms.kit.errors import DomainError

RETRY_SECONDS = "60"
Handler = Callable[[HttpRequest], HttpResponse]


class DomainErrorMiddleware:
    """Show the sentence of a `DomainError` with its status, in the form the caller asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers.setdefault("Retry-After", RETRY_SECONDS)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception to Django."""
        if not isinstance(error, DomainError):
            return None
        response: HttpResponse = (
            JsonResponse({"error": str(error)}, status=error.status)
            if request.headers.get("Accept", "").startswith("application/json")
            else render(request, "lms/refusal.html", {"error": error}, status=error.status)
        )
        if error.retry_after:
            response["Retry-After"] = str(error.retry_after)
        return response

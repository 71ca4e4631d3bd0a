"""What is shown when a view failed: nothing here asks the database."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_SECONDS = "30"


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached, so that one tries again; 500 otherwise."""
    unavailable = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if unavailable else 500
    response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if unavailable:
        response["Retry-After"] = RETRY_SECONDS
    return response

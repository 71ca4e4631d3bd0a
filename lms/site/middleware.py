"""What a page may load and run; in the administrations, all that Wagtail needs and no more.

Wagtail starts some of its fields with a line of script beside them. Such a line gets the answer's
nonce when it is one of the calls below and its arguments are plain data: whoever managed to
inject a script could at most start a field.
"""

import json
import re

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NAME = r'"[\w\\-]+"'
PANEL = (
    r"\(function\(\) \{\s*var panel = new (?:Inline|MultipleChooser)Panel\("
    r'JSON\.parse\("[^"<>\n]*"\)\);\s*\}\)\(\);'
)
CALLS = (
    rf"init(?:Date|DateTime|Time)Chooser\({NAME}, (?P<options>\{{[^<>]*\}})\);",
    rf"new \w*Chooser\({NAME}, (?P<facts>\{{[^<>]*\}})\);",
    rf"createTaskChooser\({NAME}\);",
    PANEL,
)
LINE = re.compile(rf"<script>(\s*(?:{'|'.join(CALLS)})\s*<[-/])")


class PolicyMiddleware(CSPMiddleware):
    """The site's policy, and for the administrations their own."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Let the known lines of script run, then say the policy."""
        if _is_page_of_administration(request, response):
            _bless(response, str(request.csp_nonce))  # type: ignore[attr-defined]  # django-csp sets it
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy by address."""
        parts = super().get_policy_parts(request, response, report_only)
        policy = None if report_only else _policy_of_administration(request)
        if policy is not None:
            parts.config = policy
        return parts


def _policy_of_administration(request: HttpRequest) -> dict[str, list[str]] | None:
    policies: dict[str, dict[str, list[str]]] = settings.ADMINISTRATION_POLICIES
    found = (one for prefix, one in policies.items() if request.path_info.startswith(prefix))
    return next(found, None)


def _is_page_of_administration(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        _policy_of_administration(request) is not None
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
    )


def _bless(response: HttpResponseBase, nonce: str) -> None:
    def signed(found: re.Match[str]) -> str:
        return f'<script nonce="{nonce}">{found[1]}' if _is_data(found) else found[0]

    text = response.content.decode(response.charset)  # type: ignore[attr-defined]  # not streaming
    response.content = LINE.sub(signed, text)  # type: ignore[attr-defined]  # not streaming


def _is_data(found: re.Match[str]) -> bool:
    """Whether the argument is JSON, not an expression."""
    given = found["options"] or found["facts"] or "{}"
    try:
        json.loads(given)
    except ValueError:
        return False
    return True

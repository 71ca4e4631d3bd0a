"""The second factor of those who may do everything."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of

Handler = Callable[[HttpRequest], HttpResponse]
OPEN = ("/accounts/", "/static/", "/o/", "/healthz", "/readyz")


class SecondFactorMiddleware:
    """Lead centre administrators without a second factor to where they turn it on.

    Used only where the installation asks for it.
    """

    def __init__(self, get_response: Handler) -> None:
        if not settings.ADMINS_NEED_SECOND_FACTOR:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN) or not self._is_missing(request):
            return self.get_response(request)
        messages.warning(request, _("Please turn on the second factor: your role needs it."))
        return redirect("mfa_activate_totp")

    @staticmethod
    def _is_missing(request: HttpRequest) -> bool:
        if Role.CENTRE_ADMIN not in roles_of(request.user):
            return False
        return not is_mfa_enabled(request.user)

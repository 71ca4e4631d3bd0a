"""Sign-in and out, one's profile and one's data."""

import io
import json
import math
import zipfile
from datetime import timedelta
from typing import Any

from allauth.account import views as account
from axes.decorators import axes_dispatch, axes_form_invalid
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lms.accounts import actions
from lms.accounts.addresses import claimed_username, client_address
from lms.accounts.forms import LanguageForm
from lms.accounts.models import User
from lms.accounts.personal_data import holdings
from lms.kit import clock

FORMATS = ("json", "zip")


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class SignInView(account.LoginView):
    """Staff code and password; a person's language comes with them."""

    template_name = "lms/accounts/sign_in.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, and speak the person's language from here on."""
        response: HttpResponse = super().form_valid(form)
        if form.user.is_active:
            _keep_language(response, form.user.language)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The button of the external provider, when there is one."""
        return super().get_context_data(sso=bool(settings.SOCIALACCOUNT_PROVIDERS), **kwargs)


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say how long sign-in is closed for this account from this address."""
    last = AccessAttempt.objects.filter(
        username=claimed_username(request, credentials), ip_address=client_address(request)
    ).latest("attempt_time")
    opens = last.attempt_time + settings.AXES_COOLOFF_TIME
    minutes = max(1, math.ceil((opens - clock.now()) / timedelta(minutes=1)))
    context = {"minutes": minutes, "opens": opens}
    page = render(request, "lms/accounts/locked_out.html", context, status=429)
    page["Retry-After"] = str(max(1, math.ceil((opens - clock.now()).total_seconds())))
    return page


@require_GET
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I may change."""
    return render(request, "lms/accounts/profile.html", {"person": request.user})


@require_GET
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept about me, why and for how long."""
    kept = {(str(one.purpose), one.keep_months) for one in holdings()}
    return render(request, "lms/accounts/my_data.html", {"kept": sorted(kept)})


@require_GET
@login_required
@never_cache
def my_data_file(request: HttpRequest, form: str) -> HttpResponse:
    """My copy of my data, as one JSON file or the same in a zip."""
    if form not in FORMATS or not isinstance(request.user, User):
        raise Http404
    data = actions.export_person(person=request.user)
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    if form == "json":
        return _file(text.encode(), "application/json", "du-lieu-cua-toi.json")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu-cua-toi.json", text)
    return _file(packed.getvalue(), "application/zip", "du-lieu-cua-toi.zip")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language; a signed-in person's choice is kept with them."""
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(_way_back(request))
    if not form.is_valid():
        return response
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, User):
        actions.change_language(person=request.user, language=chosen)
    with override(chosen):
        messages.success(request, _("The language has been changed."))
    _keep_language(response, chosen)
    return response


def to_profile(request: HttpRequest) -> HttpResponse:
    """Pages of allauth that we do not offer lead to the profile."""
    return redirect("accounts_profile")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """One door: the administrations' own sign-in pages lead to ours, with its second factor."""
    target = reverse("account_login")
    query = request.GET.urlencode()
    return redirect(f"{target}?{query}" if query else target)


def _way_back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/"


def _keep_language(response: HttpResponse, chosen: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)

"""Public verification, the owner's papers, their files, and acts on them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.credentials.errors import NotReady
from certificates.credentials.forms import ActForm, CodeForm
from certificates.credentials.lookups import count_lookup
from certificates.credentials.papers import paper
from certificates.credentials.queries import (
    credential_for,
    credentials_of,
    credentials_visible_to,
    did_json,
    find,
    last_place,
    status_credential,
)
from certificates.credentials.registry import formats
from certificates.credentials.rules import typed_code
from lms.accounts.addresses import client_address
from lms.accounts.requests import SignedInRequest
from lms.accounts.roles import Role
from lms.organisation.permissions import role_required, roles_of

UNKNOWN = 3


@require_safe
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code; a code that can be one leads to its page."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify_code", code=form.cleaned_data["code"])
    return _public(render(request, "certificates/credentials/verify.html", {"form": form}))


@require_safe
@never_cache
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Every printed line of the paper with this code, and what it is worth today."""
    address = client_address(request)
    count_lookup(address=address)
    known = typed_code(code)
    credential = find(known) if known else None
    if credential is None:
        count_lookup(address=address, weight=UNKNOWN)
        context = {"form": CodeForm(initial={"code": code[:40]}), "mistyped": known is None}
        page = render(request, "certificates/credentials/unknown.html", context, status=404)
    else:
        page = render(request, "certificates/credentials/found.html", {"paper": paper(credential)})
    return _public(page)


@login_required
def mine(request: SignedInRequest) -> HttpResponse:
    """The papers of the person who asks."""
    papers = [paper(one) for one in credentials_of(request.user)]
    return render(request, "certificates/credentials/mine.html", {"papers": papers})


@login_required
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One paper with its history, for its owner and those who may see them."""
    credential = credential_for(request.user, uuid)
    may_act = Role.CENTRE_ADMIN in roles_of(request.user)
    form = ActForm(credential=credential) if may_act else None
    context = {"paper": paper(credential), "form": form}
    return render(request, "certificates/credentials/detail.html", context)


@role_required(Role.CENTRE_ADMIN)
@require_POST
def act(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Suspend, bring back or revoke a paper."""
    credential = credential_for(request.user, uuid)
    form = ActForm(request.POST, credential=credential)
    if form.is_valid():
        form.carry_out(request.user)
        messages.success(request, _("Saved in the register."))
        return redirect("credentials:detail", uuid=uuid)
    context = {"paper": paper(credential), "form": form}
    return render(request, "certificates/credentials/detail.html", context, status=400)


@login_required
@require_safe
def download(request: SignedInRequest, uuid: UUID, slug: str) -> HttpResponse:
    """The file of a paper in one format, for its owner and those who may see them."""
    visible = credentials_visible_to(request.user)
    credential = get_object_or_404(visible, uuid=uuid)
    one = next((known for known in formats() if known.slug == slug), None)
    if one is None:
        raise Http404
    artefact = credential.artefacts.filter(format=slug).first()
    if artefact is None:
        raise NotReady
    with default_storage.open(artefact.name) as file:
        response = HttpResponse(file.read(), content_type=one.content_type)
    name = f"{credential.number:02d}-{credential.year}-{credential.code}.{one.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@cache_control(public=True, max_age=60)
def did(request: HttpRequest) -> JsonResponse:
    """The site's DID document."""
    return JsonResponse(did_json(), content_type="application/did+json")


@require_safe
@cache_control(public=True, max_age=60)
def status_list(request: HttpRequest, place: int) -> JsonResponse:
    """A signed list of badges that must not be accepted."""
    if place > last_place():
        raise Http404
    return JsonResponse(status_credential(place), content_type="application/vc+ld+json")


def _public(response: HttpResponse) -> HttpResponse:
    """Open to all and to no search engine: a page about one person is found by its code alone."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response

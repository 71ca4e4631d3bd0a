"""Download the start file, and what was handed in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.activities.actions import receive
from courses.activities.base import Message
from labs.assignments.queries import FILES, begun_or_404, lab_or_404, version_of
from labs.files.definition import definition_of
from labs.files.downloads import download
from labs.files.drawing import seed_for
from labs.files.drawing import start_file as drawn
from labs.files.queries import own_attempt_or_404
from lms.accounts.requests import SignedInRequest
from lms.kit.ids import uuid7


@require_POST
@login_required
def start_file(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Begin, and take the start file drawn for this learner."""
    activity = lab_or_404(request.user, uuid, *FILES)
    message = Message(kind="open", data={}, key=str(uuid7()))
    receive(activity=activity, learner=request.user, message=message)
    begun = begun_or_404(request.user, uuid, *FILES)
    version = version_of(begun)
    seed = seed_for(activity=begun.uuid, learner=request.user.uuid, version=version.uuid)
    return download(drawn(definition_of(version), seed), version.file_name)


@never_cache
@require_safe
@login_required
def attempt_file(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """What this person handed in, as it was kept."""
    attempt = own_attempt_or_404(request.user, uuid)
    stem, _dot, ending = attempt.version.file_name.rpartition(".")
    return download(bytes(attempt.content), f"{stem}-luot-{attempt.number}.{ending}")

"""Reads of labs on files."""

from typing import Any
from uuid import UUID

from django.http import Http404

from labs.assignments.models import Attempt
from labs.assignments.queries import FILES


def own_attempt_or_404(person: Any, uuid: UUID) -> Attempt:
    """The person's own attempt of a lab on a file."""
    rows = Attempt.objects.filter(learner=person, activity__type__in=FILES, uuid=uuid)
    attempt = rows.select_related("version").first()
    if attempt is None:
        raise Http404
    return attempt

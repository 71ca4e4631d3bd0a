"""Reads of drafts."""

from uuid import UUID

from django.http import Http404

from courses.activities.models import Activity
from labs.assignments.queries import version_of
from labs.sheets.errors import DraftOver
from labs.sheets.models import Draft, Edit
from lms.accounts.models import User


def draft_of(activity: Activity, learner: User) -> Draft | None:
    """The draft that is open, where it is of the version that the learner is at."""
    rows = Draft.objects.select_related("activity", "learner", "version__lab")
    return rows.filter(
        learner_id=learner.pk,
        activity__uuid=activity.uuid,
        version__uuid=activity.config["version"],
        set_aside_at__isnull=True,
    ).first()


def draft_or_404(activity: Activity, learner: User, uuid: str = "") -> Draft:
    """The same, where there must be one; `DraftOver` where a page shows another."""
    draft = draft_of(activity, learner)
    if draft is None:
        raise Http404
    if uuid and str(draft.uuid) != uuid:
        raise DraftOver
    return draft


def set_aside(activity: Activity, learner: User) -> list[Draft]:
    """Earlier drafts with something in them, the latest first."""
    rows = Draft.objects.filter(
        learner_id=learner.pk, activity__uuid=activity.uuid, set_aside_at__isnull=False, edits__gt=0
    )
    rows = rows.filter(version=version_of(activity)).defer("values")
    return list(rows.order_by("-set_aside_at")[:10])


def earlier_or_404(activity: Activity, learner: User, uuid: UUID) -> Draft:
    """One of them."""
    for draft in set_aside(activity, learner):
        if draft.uuid == uuid:
            return draft
    raise Http404


def changed_since(draft: Draft, seen: int) -> set[tuple[str, str]]:
    """Sheet and address of the cells changed after the edit of this number."""
    rows = Edit.objects.filter(draft=draft, number__gt=seen).values_list("changes", flat=True)
    return {(sheet, address) for changes in rows for sheet, address, _before, _after in changes}

"""Every write of a draft: each edit is one row, written with the cells that it changes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.activities.models import Activity
from labs.assignments.queries import version_of
from labs.sheets.book import Book
from labs.sheets.changes import Change, Target, Work
from labs.sheets.errors import DraftFull, DraftOver, EditRefused
from labs.sheets.models import Cell, Draft, Edit
from labs.sheets.queries import draft_of
from labs.sheets.rules import Stacks, stacks
from lms.accounts.models import User
from lms.kit import clock

MAX_EDITS = 10_000
MAX_CELLS = 10_000


@transaction.atomic
def open_draft(*, activity: Activity, learner: User) -> Draft:
    """The draft that is open; one of an older version of the lab is set aside for a new one."""
    held = draft_of(activity, learner)
    if held is not None:
        return held
    version = version_of(activity)
    older = _open_ones(activity, learner).exclude(version=version)
    older.update(set_aside_at=clock.now())
    Draft.objects.bulk_create(
        [Draft(learner=learner, activity_id=activity.pk, version=version)],
        ignore_conflicts=True,  # another tab was first
    )
    return _open_ones(activity, learner).get()


@transaction.atomic
def begin_again(*, draft: Draft) -> Draft:
    """Set the draft aside as it is, for one that is as the start file."""
    _hold_all(draft)
    held = Draft.objects.get(pk=draft.pk)
    if held.set_aside_at is None and held.edits:
        Draft.objects.filter(pk=held.pk).update(set_aside_at=clock.now())
    return open_draft(activity=draft.activity, learner=draft.learner)


@transaction.atomic
def take_up(*, draft: Draft) -> Draft:
    """Go on with a draft that was set aside; the one that is open is set aside instead."""
    _hold_all(draft)
    _open_ones(draft.activity, draft.learner).update(set_aside_at=clock.now())
    Draft.objects.filter(pk=draft.pk).update(set_aside_at=None)
    draft.set_aside_at = None
    return draft


@transaction.atomic
def edit(*, draft: Draft, key: str, work: Work) -> Draft:
    """Carry out an edit; under a key that is known nothing happens again."""
    held = _held(draft)
    if _is_known(held, key):
        return held
    target = Target(Book(held))
    changes = [one for one in work(target) if one.before != one.after]
    return _write(held, "set", changes, key) if changes else held


@transaction.atomic
def undo(*, draft: Draft, key: str) -> Draft:
    """Take back the last edit that holds; with none nothing happens."""
    return _step_through(draft, "undo", key)


@transaction.atomic
def redo(*, draft: Draft, key: str) -> Draft:
    """Do again what was taken back last."""
    return _step_through(draft, "redo", key)


def stacks_of(draft: Draft) -> Stacks:
    """Which edits can be undone and done again."""
    return stacks(list(draft.history.values_list("number", "kind")))


def keep_values(*, draft: Draft, at: int, values: Mapping[str, Any]) -> None:
    """Keep what was worked out, unless something newer is kept."""
    Draft.objects.filter(pk=draft.pk, values_at__lt=at).update(values=values, values_at=at)


def _hold_all(draft: Draft) -> None:
    """Lock all drafts of this person for this lab: which of them is open changes one at a time."""
    rows = Draft.objects.filter(learner=draft.learner, activity=draft.activity)
    list(rows.order_by("pk").select_for_update().values_list("pk"))


def _open_ones(activity: Activity, learner: User) -> Any:
    rows = Draft.objects.select_related("activity", "learner", "version__lab")
    return rows.filter(
        learner_id=learner.pk, activity__uuid=activity.uuid, set_aside_at__isnull=True
    )


def _held(draft: Draft) -> Draft:
    """The draft, locked: edits follow one another."""
    rows = Draft.objects.select_for_update(of=("self",))
    held = rows.select_related("activity", "learner", "version__lab").get(pk=draft.pk)
    if held.set_aside_at is not None:
        raise DraftOver
    if held.edits >= MAX_EDITS:
        raise DraftFull
    return held


def _step_through(draft: Draft, kind: str, key: str) -> Draft:
    """Go one edit back or forth in the history."""
    held = _held(draft)
    both = stacks_of(held)
    numbers = both.done if kind == "undo" else both.undone
    if not numbers or _is_known(held, key):
        return held
    changes = _changes(held, numbers[-1])
    if kind == "undo":
        changes = [one.reversed() for one in changes]
    return _write(held, kind, changes, key)


def _is_known(draft: Draft, key: str) -> bool:
    return Edit.objects.filter(draft=draft, key=key).exists()


def _changes(draft: Draft, number: int) -> list[Change]:
    """Those of an edit, as they stand in the history."""
    stored = Edit.objects.values_list("changes", flat=True).get(draft=draft, number=number)
    return [Change.read(one) for one in stored]


def _write(draft: Draft, kind: str, changes: list[Change], key: str) -> Draft:
    draft.edits += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["edits", "saved_at"])
    Cell.objects.bulk_create(
        [_row(draft, one) for one in changes],
        update_conflicts=True,
        unique_fields=["draft", "sheet", "address"],
        update_fields=["kind", "text", "look"],
    )
    if draft.cells.count() > MAX_CELLS:
        raise EditRefused(_("More cells are filled than a lab allows."))
    Edit.objects.create(
        draft=draft,
        number=draft.edits,
        kind=kind,
        changes=[one.stored() for one in changes],
        key=key,
    )
    return draft


def _row(draft: Draft, change: Change) -> Cell:
    kind, text, look = change.after
    return Cell(
        draft=draft, sheet=change.sheet, address=change.address, kind=kind, text=text, look=look
    )

"""A person's copy of their data, and its erasure."""

from typing import Any

from django.db import transaction

from lms.accounts.actions.people import end_sessions
from lms.accounts.models import User
from lms.accounts.personal_data import Erase, Holding, holdings


@transaction.atomic
def export_person(*, person: User) -> dict[str, Any]:
    """All that is held about a person: per table its purpose, its term and its rows."""
    return {
        f"{holding.model._meta.label}:{holding.told_by}": {
            "purpose": str(holding.purpose),
            "keep_months": holding.keep_months,
            "rows": rows,
        }
        for holding in holdings()
        if (rows := holding.exported(person))
    }


@transaction.atomic
def erase_person(*, person: User) -> dict[str, int]:
    """Erase by the rule of each table, deepest first; returns how many rows each had.

    What the law wants kept (the register of papers, the order of records) stays under a row
    that no longer has a name.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    end_sessions(person=person)
    touched = {}
    for holding in sorted(holdings(), key=_depth, reverse=True):
        count = holding.rows(person).count()
        _erase(holding, person)
        if count:
            touched[f"{holding.model._meta.label}:{holding.told_by}"] = count
    return touched


def _depth(holding: Holding) -> tuple[int, int]:
    """Rows that hang on others go before them; the person's own row goes last."""
    steps = holding.path.count("__") if isinstance(holding.path, str) else 0
    return (holding.model is not User, steps)


def _erase(holding: Holding, person: User) -> None:
    rows = holding.rows(person)
    if not isinstance(holding.erase, Erase):
        holding.erase(rows, person)
    elif holding.erase is Erase.DELETE:
        rows.delete()
    elif holding.erase is Erase.DETACH:
        rows.update(**{holding.field: None})

"""The register of personal data: every table with a path to a person says what becomes of it.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 gives a person the right to a copy and to erasure, and
asks for a purpose and a term. Each component registers its tables in its own `personal_data.py`;
a test walks all models and fails for one that nobody registered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from lms.accounts.models import User

Path = str | Callable[[User], Q]
Export = tuple[str, ...] | Callable[[Any], dict[str, Any]]


class Erase(StrEnum):
    """What erasing a person does to their rows of one table."""

    DELETE = "delete"  # the rows go
    DETACH = "detach"  # the rows stay, the link to the person is cut
    KEEP = "keep"  # the rows stay, under a person who no longer has a name


@dataclass(frozen=True, kw_only=True)
class Blank:
    """Past the term the rows stay, and these fields no longer say anything."""

    fields: dict[str, Any]


Past = Erase | Blank


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One table's personal data: how it is found, exported and erased, why and how long kept.

    `about` is False where the person only acted (the author of a page): then rows that hang on
    this table are not theirs. `dated` is the date from which the term runs, and `past` what then
    becomes of the rows; without a date they are kept as long as the person's own row.
    """

    model: type[models.Model]
    path: Path
    export: Export
    erase: Erase | Callable[[models.QuerySet[Any], User], None]
    purpose: str | Promise
    keep_months: int
    about: bool
    dated: str = ""
    past: Past = Erase.KEEP

    @property
    def field(self) -> str:
        """The first step of the path; empty where rows are found by a condition."""
        return self.path.split("__")[0] if isinstance(self.path, str) else ""

    @property
    def told_by(self) -> str:
        """The path in words, for the name of the table in an export."""
        return self.path if isinstance(self.path, str) else "username"

    @property
    def rule(self) -> str:
        """What erasing does, in a word."""
        return self.erase.value if isinstance(self.erase, Erase) else "own"

    def rows(self, person: User) -> models.QuerySet[Any]:
        """The person's rows."""
        found = Q(**{self.path: person.pk}) if isinstance(self.path, str) else self.path(person)
        return self.model._base_manager.filter(found)

    def expired(self, before: datetime) -> models.QuerySet[Any]:
        """The rows whose term ended before this moment, and with which something is to be done."""
        rows = self.model._base_manager.filter(**{f"{self.dated}__lt": before})
        if isinstance(self.past, Blank):
            return rows.exclude(**self.past.fields)
        return rows.exclude(**{self.field: None}) if self.past is Erase.DETACH else rows

    def exported(self, person: User) -> list[dict[str, Any]]:
        """The person's rows as plain values."""
        if callable(self.export):
            return [self.export(row) for row in self.rows(person)]
        return list(self.rows(person).values(*self.export))


_holdings: dict[tuple[str, Path], Holding] = {}


def register(  # noqa: PLR0913  # what the law asks about each table
    model: type[models.Model],
    path_to_person: Path,
    *,
    export: Export,
    erase: Erase | Callable[[models.QuerySet[Any], User], None],
    purpose: str | Promise,
    keep_months: int,
    about: bool = True,
    dated: str = "",
    past: Past | None = None,
) -> Holding:
    """Register a table; twice by the same path, without a purpose or for ever is an error.

    `path_to_person` is a lookup (`"person"`, `"attempt__learner"`) or a condition for a person;
    `export` names fields, or turns a row into a dict; `erase` is a rule or does it itself. With
    `dated`, rows past their term meet `past`, which is `erase` where nothing else is said.
    """
    key = (model._meta.label, path_to_person)
    if key in _holdings:
        raise ValueError(f"{model._meta.label} {path_to_person} is registered twice.")
    if not export or not purpose or not 0 < keep_months <= 1200:
        raise ValueError(f"{model._meta.label} needs an export, a purpose and a term.")
    past = past or (erase if isinstance(erase, Erase) else Erase.KEEP)
    if dated and past is Erase.KEEP:
        raise ValueError(f"{model._meta.label} has a term that does nothing.")
    _holdings[key] = Holding(
        model=model,
        path=path_to_person,
        export=export,
        erase=erase,
        purpose=purpose,
        keep_months=keep_months,
        about=about,
        dated=dated,
        past=past,
    )
    return _holdings[key]


def holdings() -> Iterator[Holding]:
    """All registered tables, by label."""
    yield from sorted(_holdings.values(), key=lambda one: one.model._meta.label)


def unregistered(all_models: list[type[models.Model]]) -> list[str]:
    """The paths to a person, as `app.Model.field`, that nobody registered."""
    covered = {(one.model, one.field) for one in _holdings.values()}
    about = {one.model for one in _holdings.values() if one.about}
    registered = {one.model for one in _holdings.values()}
    missing = []
    for model in all_models:
        for field in _links(model):
            to_person = field.related_model is User and (model, field.name) not in covered
            hangs_on = field.related_model in about and model not in registered
            if to_person or hangs_on:
                missing.append(f"{model._meta.label}.{field.name}")
        if model not in registered:
            missing += [f"{model._meta.label}.{name}" for name in _loose_ends(model)]
    return sorted(missing)


def _links(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Foreign keys; the link table of a many-to-many is walked as a model of its own."""
    return [field for field in model._meta.local_fields if field.is_relation]


def _loose_ends(model: type[models.Model]) -> list[str]:
    """Fields that hold a person without a foreign key."""
    suspects = {"username", "email", "ip_address", "user_agent", "session_data", "full_name"}
    return [field.name for field in model._meta.local_fields if field.name in suspects]

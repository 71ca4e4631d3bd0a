"""Fields of blocks on PostgreSQL: read by row, written by merging into the row."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection
from xblock.fields import Scope
from xblock.runtime import KeyValueStore

from courses.activities.types.xblock.errors import CallRefused
from courses.activities.types.xblock.models import FieldRow

MAX_ROW = 1024 * 1024
_COLUMNS = {
    Scope.content: "content",
    Scope.settings: "settings",
    Scope.user_state: "user_state",
    Scope.preferences: "preferences",
    Scope.user_info: "user_info",
    Scope.user_state_summary: "user_state_summary",
}
_AUTHORED = frozenset(("content", "settings"))
_MERGE = """
    INSERT INTO courses_xblock_fields AS held (scope, target, person_id, data, changed_at)
    VALUES (%s, %s, %s, %s::jsonb, now())
    ON CONFLICT (scope, target, person_id) DO UPDATE
    SET data = held.data || excluded.data, changed_at = now()
    RETURNING length(data::text)
"""
Target = tuple[str, str, int | None]


class FieldStore(KeyValueStore):
    """The fields of one block and learner. A row is read once; writing merges field by field.

    What the author gave (`authored`) comes before stored rows and cannot be changed by a
    learner's call.
    """

    def __init__(self, authored: Mapping[str, Any]) -> None:
        self._authored = authored
        self._rows: dict[Target, dict[str, Any]] = {}

    def get(self, key: KeyValueStore.Key) -> Any:
        """The stored value; `KeyError` lets the field's default apply."""
        if key.field_name in self._authored and _column(key) in _AUTHORED:
            return self._authored[key.field_name]
        return self._row(_target(key))[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        """Whether a value is stored."""
        try:
            self.get(key)
        except KeyError:
            return False
        return True

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        """Store one value."""
        self.set_many({key: value})

    def set_many(self, update_dict: Mapping[KeyValueStore.Key, Any]) -> None:
        """Store values, one statement a row."""
        by_target: dict[Target, dict[str, Any]] = {}
        for key, value in update_dict.items():
            by_target.setdefault(_target(key), {})[key.field_name] = value
        for target, values in by_target.items():
            if target[0] not in _AUTHORED:
                self._merge(target, values)
            self._rows.setdefault(target, {}).update(values)

    def delete(self, key: KeyValueStore.Key) -> None:
        """Forget one value, so that the default applies again."""
        scope, target, person = _target(key)
        rows = FieldRow.objects.filter(scope=scope, target=target, person_id=person)
        for row in rows.select_for_update():
            row.data.pop(key.field_name, None)
            row.save(update_fields=["data", "changed_at"])
        self._row((scope, target, person)).pop(key.field_name, None)

    def _row(self, target: Target) -> dict[str, Any]:
        if target not in self._rows:
            scope, name, person = target
            found = FieldRow.objects.filter(scope=scope, target=name, person_id=person)
            self._rows[target] = dict(found.values_list("data", flat=True).first() or {})
        return self._rows[target]

    def _merge(self, target: Target, values: Mapping[str, Any]) -> None:
        try:
            raw = json.dumps(values, allow_nan=False)
        except (TypeError, ValueError):
            raise CallRefused from None
        if len(raw) > MAX_ROW or "\\u0000" in raw:
            raise CallRefused
        with connection.cursor() as cursor:
            cursor.execute(_MERGE, [*target, raw])
            if cursor.fetchone()[0] > MAX_ROW:
                raise CallRefused


def _column(key: KeyValueStore.Key) -> str:
    """The scope's name; `parent` and `children` do not exist here."""
    try:
        return _COLUMNS[key.scope]
    except KeyError:
        raise KeyError(key.field_name) from None


def _target(key: KeyValueStore.Key) -> Target:
    scope = _column(key)
    return scope, str(key.block_scope_id or ""), key.user_id

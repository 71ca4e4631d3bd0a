"""Statements through `record()` beside raw INSERTs of the same rows."""

import json
import uuid
from typing import Any

from django.db import connection, transaction

from bench.harness import Row, bench, compare
from lms.accounts.models import User
from lms.kit import clock
from lms.kit.ids import uuid7
from lms.records import kinds
from lms.records.actions import record, record_all
from lms.records.statements import Statement
from lms.records.verbs import Verb

ROUND = 400
BATCH = 50
RESULT = {"score": {"raw": 8, "min": 0, "max": 10, "scaled": 0.8}, "success": True}
SINGLE = """
    INSERT INTO lms_statement
        (id, stored, timestamp, actor_id, verb, object_kind, object_id, result, context)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _actor() -> int:
    user, _ = User.objects.get_or_create(username="bench", defaults={"full_name": "Đo Tốc Độ"})
    if not kinds.is_declared(Verb.ANSWERED, "bench"):
        kinds.declare(Verb.ANSWERED, "bench", purpose="Measurement", keep_months=1)
    return user.pk


def _statement(actor: int) -> Statement:
    return Statement(
        actor_id=actor,
        verb=Verb.ANSWERED,
        object_kind="bench",
        object_id=uuid.uuid4(),
        result=RESULT,
    )


def _values(actor: int) -> tuple[Any, ...]:
    now, body = clock.now(), json.dumps(RESULT)
    return (uuid7(), now, now, actor, "answered", "bench", uuid.uuid4(), body, "{}")


@bench("record-single")
def single() -> list[Row]:
    """One statement a call, committed each, against one raw INSERT a commit."""
    actor = _actor()

    def ours() -> int:
        for _ in range(ROUND):
            record(_statement(actor))
        return ROUND

    def raw() -> int:
        for _ in range(ROUND):
            with connection.cursor() as cursor:
                cursor.execute(SINGLE, _values(actor))
        return ROUND

    value, baseline = compare(ours, raw)
    unit = "statements/CPU-s"
    return [Row(name="record-single", unit=unit, value=value, baseline=baseline, aim=">= 0.25")]


@bench("record-batch")
def batch() -> list[Row]:
    """Fifty statements a call, against one multi-row INSERT of fifty rows."""
    actor = _actor()

    def ours() -> int:
        for _ in range(ROUND // BATCH):
            record_all([_statement(actor) for _ in range(BATCH)])
        return ROUND

    def raw() -> int:
        many = SINGLE + ", (%s, %s, %s, %s, %s, %s, %s, %s, %s)" * (BATCH - 1)
        for _ in range(ROUND // BATCH):
            values: list[Any] = [value for _ in range(BATCH) for value in _values(actor)]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(many, values)
        return ROUND

    value, baseline = compare(ours, raw)
    return [Row(name="record-batch", unit="statements/CPU-s", value=value, baseline=baseline)]

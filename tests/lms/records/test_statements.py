"""What a statement may hold."""

import math
import uuid
from datetime import datetime
from typing import Any

import pytest

from lms.records.errors import StatementInvalid
from lms.records.statements import Statement, validate
from lms.records.verbs import Verb


def statement(**fields: Any) -> Statement:
    base = {"actor_id": 1, "verb": Verb.ANSWERED, "object_kind": "thing", "object_id": uuid.uuid4()}
    return Statement(**(base | fields))


@pytest.mark.parametrize(
    "result",
    [
        {"score": {"raw": math.nan}},
        {"score": {"raw": math.inf}},
        {"score": {"raw": 11, "max": 10}},
        {"score": {"raw": -1, "min": 0}},
        {"score": {"scaled": 1.01}},
        {"score": {"raw": "10"}},
        {"score": {"raw": True}},
        {"score": {"min": 1, "max": 1}},
        {"score": {"points": 1}},
        {"score": 5},
        {"success": "yes"},
        {"completion": 1},
        {"response": "a\x00b"},
        {"response": "x" * 100_001},
        {"extensions": {"deep": [[[[[[[[[[[[[1]]]]]]]]]]]]]}},
        {"response": object()},
    ],
)
def test_validate_refuses_a_bad_result(result: dict[str, Any]) -> None:
    with pytest.raises(StatementInvalid):
        validate(statement(result=result))


def test_validate_refuses_a_naive_time() -> None:
    with pytest.raises(StatementInvalid):
        validate(statement(timestamp=datetime(2026, 1, 1)))  # noqa: DTZ001  # the fault under test


def test_validate_accepts_a_full_result() -> None:
    result = {
        "score": {"raw": 7.5, "min": 0, "max": 10, "scaled": 0.75},
        "success": True,
        "completion": True,
        "response": "số hóa",
        "duration": "PT8M",
        "extensions": {"parts": [1, 2.5, None, "x"]},
    }

    assert validate(statement(result=result)) is None


def test_verbs_have_adl_ids_where_adl_defines_them() -> None:
    assert Verb.PASSED.iri == "http://adlnet.gov/expapi/verbs/passed"
    assert Verb.EARNED.iri == "tag:provincial-learning,2026:verbs:earned"

"""Kinds of statements that only these tests know."""

import pytest

from lms.records import handlers, kinds
from lms.records.verbs import Verb


@pytest.fixture(autouse=True)
def thing_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(handlers, "_subscriptions", {})
    for verb in (Verb.ANSWERED, Verb.PASSED, Verb.EARNED):
        kinds.declare(verb, "thing", purpose="Test of the store", keep_months=1)

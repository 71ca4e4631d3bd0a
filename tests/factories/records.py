"""Statements about things that only tests know."""

import uuid
from typing import Any

from lms.accounts.models import User
from lms.records.statements import Statement
from lms.records.verbs import Verb


def answered(actor: User, **fields: Any) -> Statement:
    """A statement that `actor` answered some thing."""
    values: dict[str, Any] = {
        "actor_id": actor.pk,
        "verb": Verb.ANSWERED,
        "object_kind": "thing",
        "object_id": uuid.uuid4(),
    }
    return Statement(**(values | fields))

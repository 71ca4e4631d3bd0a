"""The tables of the ground floor; each lives in its component."""

from lms.accounts.models import User
from lms.accounts.sessions import Session
from lms.organisation.models import Assignment, Position, RoleGrant, Unit, UnitLineage
from lms.outbox.models import Effect
from lms.records.models import RetentionRun, StatementId, StatementRow

__all__ = [
    "Assignment",
    "Effect",
    "Position",
    "RetentionRun",
    "RoleGrant",
    "Session",
    "StatementId",
    "StatementRow",
    "Unit",
    "UnitLineage",
    "User",
]

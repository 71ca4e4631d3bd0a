"""What transfer shows in the administration."""

from transfer.applications.admin import ApplicationAdmin
from transfer.phases.admin import PhaseAdmin

__all__ = ["ApplicationAdmin", "PhaseAdmin"]

"""What a trainer does about submissions."""

from labs.submissions.actions.comparing import compare, request_comparison
from labs.submissions.actions.deciding import accept_lower, keep_earlier, undo, undo_all
from labs.submissions.actions.hand import give_points, take_back
from labs.submissions.actions.regrading import cancel_regrade, start_regrade

__all__ = [
    "accept_lower",
    "cancel_regrade",
    "compare",
    "give_points",
    "keep_earlier",
    "request_comparison",
    "start_regrade",
    "take_back",
    "undo",
    "undo_all",
]

"""Wagtail looks for hooks in apps only: here are those of this app's components."""

from labs.assignments import wagtail_hooks as assignments
from labs.files import wagtail_hooks as files
from labs.simulators import wagtail_hooks as simulators
from labs.submissions import wagtail_hooks as submissions
from labs.workshop import wagtail_hooks as workshop

__all__ = ["assignments", "files", "simulators", "submissions", "workshop"]

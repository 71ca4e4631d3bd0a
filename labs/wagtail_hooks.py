"""Wagtail looks for hooks in apps only: here are those of this app's components."""

from labs.assignments import wagtail_hooks

__all__ = ["wagtail_hooks"]

"""Where Wagtail looks for hooks: the shell's are in its own folder."""

from lms.site import wagtail_hooks

__all__ = ["wagtail_hooks"]

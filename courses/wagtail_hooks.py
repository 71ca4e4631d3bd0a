"""The hooks of this app's components, found by Wagtail under this name."""

from courses.activities.types.h5p import wagtail_hooks as h5p
from courses.activities.types.video import wagtail_hooks as video
from courses.catalogue import wagtail_hooks as catalogue
from courses.player import wagtail_hooks as player

__all__ = ["catalogue", "h5p", "player", "video"]

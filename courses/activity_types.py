"""The activity types of this app."""

from courses.activities.registry import register
from courses.activities.types.text import Text

register(Text())

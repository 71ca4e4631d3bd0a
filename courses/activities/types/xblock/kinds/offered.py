"""The base of the authors' blocks, which can be filled in only where they can be played."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.activities.types.xblock import allowed
from courses.catalogue.blocks import ActivityBlock

BLOCK_TYPES = ("drag-and-drop-v2", "poll", "survey")


class OfferedBlock(ActivityBlock):
    """An activity that a block of others plays."""

    block_type = ""

    def clean(self, value: Any) -> Any:
        """Refuse what could not be played here."""
        if not allowed.is_installed(self.block_type):
            raise ValidationError(
                _(
                    "This content needs an optional part that is not installed here. "
                    "The administrator installs it with EXTRAS=xblocks."
                )
            )
        return super().clean(value)

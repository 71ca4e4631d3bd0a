"""What blocks may ask of this site, besides their fields and the person."""

from typing import Any

from django.utils import translation
from xblock.core import XBlock
from xblock.runtime import NullI18nService


class Words(NullI18nService):
    """The `i18n` service: Django's translations in the reader's language.

    It counts as false: XBlock's template tags merge any other service into the translations of
    the whole process, and load all catalogues anew at each tag to undo it.
    """

    def __bool__(self) -> bool:
        return False

    def gettext(self, message: str) -> str:
        """One text; blocks also ask for the empty one, which is a catalogue's head."""
        return translation.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, number: float) -> str:
        """A text with a number."""
        return translation.ngettext(one, many, int(number))

    @property
    def ugettext(self) -> Any:
        """An older name of `gettext`."""
        return self.gettext

    @property
    def ungettext(self) -> Any:
        """An older name of `ngettext`."""
        return self.ngettext


class Settings:
    """The `settings` service: blocks get no settings of the site."""

    def get_settings_bucket(self, block: XBlock, default: Any = None) -> Any:
        """Nothing, or what the block asks for as default."""
        return {} if default is None else default


class Completion:
    """The `completion` service: blocks may ask whether to report completion; they may."""

    def completion_tracking_enabled(self) -> bool:
        """Completion becomes a statement."""
        return True

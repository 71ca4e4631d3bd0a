"""What signing refuses."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class TermDropped(DomainError):
    """The document says something that no context defines, so a signature would not cover it."""

    status = 500
    sentence = _("The badge holds a term without a definition, so it was not signed.")


class ContextUnknown(DomainError):
    """A context was asked for that is not kept here."""

    status = 500
    sentence = _("The badge refers to a context that is not kept here, so it was not signed.")


class KeyMissing(DomainError):
    """No signing key is set."""

    status = 503
    sentence = _("No key for signing badges is set up yet.")

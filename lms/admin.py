"""What the ground floor shows in Django's administration; each component registers its own."""

from lms.accounts import admin as accounts
from lms.organisation import admin as organisation

__all__ = ["accounts", "organisation"]

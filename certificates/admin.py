"""What certificates show in Django's administration; each component registers its own."""

from certificates.achievements import admin as achievements
from certificates.competencies import admin as competencies
from certificates.credentials import admin as credentials

__all__ = ["achievements", "competencies", "credentials"]

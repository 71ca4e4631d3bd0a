"""The tables of this app; each lives in its component."""

from certificates.achievements.models import AchievementRule, Award
from certificates.competencies.models import Competency, Framework, Level, PositionRequirement
from certificates.credentials.models import (
    Artefact,
    Credential,
    CredentialDefinition,
    CredentialEvent,
    DocumentType,
    LookupCount,
    RegisterCounter,
    SigningKey,
)
from certificates.reports.models import Standing, UnitSummary

__all__ = [
    "AchievementRule",
    "Artefact",
    "Award",
    "Competency",
    "Credential",
    "CredentialDefinition",
    "CredentialEvent",
    "DocumentType",
    "Framework",
    "Level",
    "LookupCount",
    "PositionRequirement",
    "RegisterCounter",
    "SigningKey",
    "Standing",
    "UnitSummary",
]

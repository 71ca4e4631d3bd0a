"""The content of a credential, gathered once and then frozen."""

from datetime import date
from typing import Any

from django.conf import settings

from certificates.achievements.models import Award
from certificates.credentials.models import CredentialDefinition
from lms.accounts.models import User
from lms.kit.text import nfc
from lms.organisation.models import Assignment


def content_of(
    *,
    definition: CredentialDefinition,
    holder: User,
    awards: list[Award],
    issued_on: date,
    valid_until: date | None,
) -> dict[str, Any]:
    """All that the paper says but its number and code, in the words of the day of issue."""
    kind = definition.document_type
    return {
        "form": 1,
        "symbol": kind.symbol,
        "document": {"vi": kind.name, "en": kind.name_en},
        "phrase": kind.phrase,
        "legal_basis": kind.legal_basis,
        "meaning": {"vi": kind.meaning, "en": kind.meaning_en},
        "holder": nfc(holder.full_name),
        "holder_uuid": str(holder.uuid),
        "unit": _unit_of(holder, issued_on),
        "course": {
            "uuid": str(definition.course),
            "vi": nfc(definition.title),
            "en": definition.title_en,
        },
        "periods": definition.periods,
        "criteria": nfc(definition.criteria),
        "competencies": [_competency(award) for award in _highest(awards)],
        "issued_on": issued_on.isoformat(),
        "valid_until": valid_until.isoformat() if valid_until else None,
        "issuer": nfc(settings.ISSUER_NAME),
        "place": nfc(definition.place),
        "signer": nfc(definition.signer),
        "signer_office": nfc(definition.signer_office),
    }


def _highest(awards: list[Award]) -> list[Award]:
    """Of several levels of one competency the paper names the highest."""
    best: dict[int, Award] = {}
    for award in awards:
        held = best.get(award.competency_id)
        if held is None or award.level.number > held.level.number:
            best[award.competency_id] = award
    return list(best.values())


def _competency(award: Award) -> dict[str, Any]:
    competency, level = award.competency, award.level
    return {
        "uuid": str(competency.uuid),
        "code": competency.code,
        "name": {"vi": competency.name, "en": competency.name_en},
        "framework": competency.framework.name,
        "level": level.number,
        "level_name": {"vi": level.name, "en": level.name_en},
        "evidence": award.evidence,
        "trust": award.trust,
    }


def _unit_of(holder: User, day: date) -> str:
    """The unit of the main post on the day; nothing when the person has no post."""
    posts = Assignment.objects.on(day).filter(person=holder).select_related("unit")
    main = posts.order_by("-is_primary", "id").first()
    return main.unit.name if main else ""

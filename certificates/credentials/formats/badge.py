"""The Open Badge 3.0, with an embedded proof and as a token."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from certificates.credentials.models import Credential
from certificates.credentials.registry import Format, register
from certificates.credentials.signing import proofs, status_list, tokens
from certificates.credentials.signing.contexts import CREDENTIALS, EXTENSIONS, OPEN_BADGES
from certificates.credentials.signing.keys import Key, did_web, private_key

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


def issuer_key() -> Key:
    """The key of this site."""
    return Key(private=private_key(settings.BADGE_KEY), did=did_web(settings.SITE_URL))


def unsigned(credential: Credential) -> dict[str, Any]:
    """The badge of a credential, from its frozen content."""
    content = credential.content
    place, bit = status_list.place_of(credential.pk)
    badge = {
        "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS],
        "id": f"urn:uuid:{credential.uuid}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": content["course"]["vi"],
        "description": content["document"]["vi"],
        "issuer": {
            "id": did_web(settings.SITE_URL),
            "type": ["Profile"],
            "name": content["issuer"],
            "url": settings.SITE_URL,
        },
        "validFrom": _start(content["issued_on"]),
        "credentialSubject": _subject(credential),
        "credentialStatus": status_list.entry(status_list_url(place), bit),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if content["valid_until"]:
        badge["validUntil"] = _end(content["valid_until"])
    return badge


def status_list_url(place: int) -> str:
    """Where the list of revoked badges stands."""
    return f"{settings.SITE_URL}/credentials/status/{place}"


def render_proof(credential: Credential) -> bytes:
    """The badge with an embedded eddsa-rdfc-2022 proof."""
    signed = proofs.sign(unsigned(credential), issuer_key(), credential.created_at)
    return json.dumps(signed, ensure_ascii=False, indent=1).encode()


def render_token(credential: Credential) -> bytes:
    """The badge as a VC-JWT."""
    return tokens.token(unsigned(credential), issuer_key()).encode()


def _subject(credential: Credential) -> dict[str, Any]:
    content = credential.content
    return {
        "id": f"urn:uuid:{content['holder_uuid']}",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": content["holder"],
                "identityType": "name",
            }
        ],
        "achievement": _achievement(credential),
    }


def _achievement(credential: Credential) -> dict[str, Any]:
    content = credential.content
    achievement = {
        "id": f"urn:uuid:{credential.definition.uuid}",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": content["course"]["vi"],
        "description": content["document"]["vi"],
        "criteria": {"narrative": content["criteria"]},
        "inLanguage": "vi",
    }
    aligned = [_alignment(one) for one in content["competencies"]]
    return achievement | ({"alignment": aligned} if aligned else {})


def _alignment(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetCode": one["code"],
        "targetName": f"{one['name']['vi']} ({one['level']}. {one['level_name']['vi']})",
        "targetFramework": one["framework"],
        "targetUrl": f"urn:uuid:{one['uuid']}",
        "targetType": "CFItem",
    }


def _start(day: str) -> str:
    return _moment(datetime.combine(date.fromisoformat(day), time(), get_default_timezone()))


def _end(day: str) -> str:
    """The last second of the last day, in the province's time."""
    after = date.fromisoformat(day) + timedelta(days=1)
    midnight = datetime.combine(after, time(), get_default_timezone())
    return _moment(midnight - timedelta(seconds=1))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


register(
    Format(
        slug="badge",
        label=_("Open Badge 3.0 (JSON)"),
        suffix="json",
        content_type="application/ld+json",
        render=render_proof,
    )
)
register(
    Format(
        slug="jwt",
        label=_("Open Badge 3.0 (JWT)"),
        suffix="jwt",
        content_type="application/vc+jwt",
        render=render_token,
    )
)

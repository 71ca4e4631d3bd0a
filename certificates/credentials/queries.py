"""Reads of credentials for views, formats and the components above."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from certificates.credentials.formats.badge import issuer_key, status_list_url
from certificates.credentials.models import Credential, CredentialQuerySet, SigningKey, State
from certificates.credentials.rules import SOON_DAYS
from certificates.credentials.signing import proofs, status_list
from certificates.credentials.signing.keys import did_document, did_web
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.permissions import visible_people

READERS = (Role.HR_OFFICER, Role.UNIT_HEAD, Role.AUDITOR)


def credentials_of(person: User) -> CredentialQuerySet:
    """A person's papers, newest first, with what their list shows."""
    mine = Credential.objects.filter(holder=person).select_related("document_type")
    return mine.prefetch_related("artefacts", "events").newest_first()


def credentials_visible_to(user: User) -> CredentialQuerySet:
    """Their own papers, and those of the people they may see."""
    reached = Q(holder=user) | Q(holder__in=visible_people(user, *READERS))
    return Credential.objects.filter(reached).select_related("document_type", "holder")


def credential_for(user: User, uuid: UUID) -> Credential:
    """One paper that a person may see; to all others it does not exist."""
    visible = credentials_visible_to(user).prefetch_related("events__by", "artefacts")
    found: Credential = get_object_or_404(visible, uuid=uuid)
    return found


def find(code: str) -> Credential | None:
    """The credential with this code, with its history."""
    found = Credential.objects.filter(code=code).select_related("document_type")
    return found.prefetch_related("events", "artefacts").first()


def expiring_among(people: QuerySet[User], day: date) -> CredentialQuerySet:
    """Papers of these people that end within the warning time, the next to end first."""
    ending = Credential.objects.expiring(day, day + timedelta(days=SOON_DAYS))
    return ending.filter(holder__in=people).order_by("valid_until", "id")


def did_json() -> dict[str, Any]:
    """The site's DID document: every key that ever signed, and those still trusted.

    The present key is in it before it has signed its first badge: status lists are signed with it.
    """
    keys = dict(SigningKey.objects.values_list("public", "compromised_at"))
    if settings.BADGE_KEY:
        keys.setdefault(issuer_key().public, None)
    publics = list(keys)
    trusted = [public for public, compromised_at in keys.items() if compromised_at is None]
    return did_document(did_web(settings.SITE_URL), publics, trusted)


def last_place() -> int:
    """The number of the last status list in use."""
    newest = Credential.objects.order_by("-pk").values_list("pk", flat=True).first()
    return status_list.place_of(newest or 0)[0]


def status_credential(place: int) -> dict[str, Any]:
    """The signed list of badges not to be accepted: revoked, or suspended for now."""
    first = place * status_list.SIZE
    refused = Credential.objects.filter(
        pk__range=(first, first + status_list.SIZE - 1),
        state__in=(State.REVOKED, State.SUSPENDED),
    )
    bits = [pk - first for pk in refused.values_list("pk", flat=True)]
    now = clock.now()
    document = status_list.credential(
        status_list_url(place),
        did_web(settings.SITE_URL),
        now.strftime("%Y-%m-%dT00:00:00Z"),
        bits,
    )
    return proofs.sign(document, issuer_key(), now)

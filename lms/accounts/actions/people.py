"""Enter, disable and enable people; end what lets them in."""

import uuid
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken
from wagtail.models import APIToken

from lms.accounts.errors import LanguageUnknown, NotKnownHere, UsernameTaken
from lms.accounts.models import User
from lms.accounts.sessions import Session
from lms.kit import clock
from lms.kit.ids import uuid7
from lms.kit.text import nfc
from lms.outbox.actions import enqueue
from lms.outbox.registry import kinds

STOP_SERVERS = "labs.stop_servers"


@transaction.atomic
def create_person(
    *,
    username: str,
    full_name: str,
    email: str = "",
    language: str = "vi",
    password: str | None = None,
) -> User:
    """Enter a person; the same staff code with the same name is the person themselves."""
    held = User.objects.filter(username__iexact=username.strip()).first()
    if held is not None:
        if held.full_name != nfc(full_name).strip():
            raise UsernameTaken
        return held
    _check_language(language)
    return User.objects.create_user(
        username.strip(), password, full_name=full_name, email=email, language=language
    )


@transaction.atomic
def disable_person(*, person: User) -> User:
    """Shut a person out at once: sessions, tokens and running labs end."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        return person
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person=person)
    if STOP_SERVERS in kinds():
        payload = {"username": person.username, "person": str(person.uuid)}
        enqueue(kind=STOP_SERVERS, key=f"{person.uuid}:{uuid7()}", payload=payload)
    return person


@transaction.atomic
def enable_person(*, person: User) -> User:
    """Let a person in again; sessions that ended stay ended."""
    User.objects.filter(pk=person.pk).update(is_active=True)
    return User.objects.get(pk=person.pk)


@transaction.atomic
def end_sessions(*, person: User) -> None:
    """End every session and take back every token of a person.

    A copy of a session that is still in the cache no longer verifies, because what it is
    verified against changes.
    """
    User.objects.filter(pk=person.pk).update(sessions_valid_for=uuid.uuid4())
    Session.objects.filter(person=person).delete()
    for model in (RefreshToken, AccessToken, IDToken, Grant, APIToken):
        model.objects.filter(user_id=person.pk).delete()


@transaction.atomic
def clear_sessions() -> int:
    """Remove the sessions that ended by themselves; returns how many."""
    gone, _by_table = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return int(gone)


@transaction.atomic
def change_language(*, person: User, language: str) -> User:
    """The language in which the site speaks to a person."""
    _check_language(language)
    User.objects.filter(pk=person.pk).update(language=language)
    return User.objects.get(pk=person.pk)


@transaction.atomic
def tie_subject(*, provider: str, subject: str, username: str, claims: dict[str, Any]) -> User:
    """Tie an external provider's subject to the active person with this staff code, once.

    The subject decides from then on: a person tied to one subject is not handed to another,
    and an e-mail address never decides.
    """
    person = User.objects.select_for_update().active().filter(username__iexact=username).first()
    if person is None or not subject or not username:
        raise NotKnownHere
    held = SocialAccount.objects.filter(user=person, provider=provider).first()
    if held is not None and held.uid != subject:
        raise NotKnownHere
    kept = {name: claims[name] for name in ("sub", settings.SSO_USERNAME_CLAIM) if name in claims}
    if held is None:
        SocialAccount.objects.create(user=person, provider=provider, uid=subject, extra_data=kept)
    return person


def _check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown

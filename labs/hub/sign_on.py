"""The site as OpenID provider of the hub: what it says about a person, and the registration."""

from typing import Any

from django.conf import settings
from django.db import transaction
from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator

from lms.accounts.models import User
from lms.organisation.permissions import roles_of

CLIENT_ID = "hub"


class SiteValidator(OAuth2Validator):
    """Adds our claims; `lab_user` is the immutable name under which the hub knows a person."""

    oidc_claim_scope = OAuth2Validator.oidc_claim_scope | {
        "lab_user": "profile",
        "preferred_username": "profile",
        "name": "profile",
        "groups": "groups",
    }

    def get_additional_claims(self) -> dict[str, Any]:
        """Each claim as a function of the request."""
        return {
            "lab_user": lambda request: lab_user(request.user),
            "preferred_username": lambda request: request.user.username,
            "name": lambda request: request.user.full_name,
            "groups": lambda request: sorted(roles_of(request.user)),
        }

    def validate_user(self, *arguments: Any, **named: Any) -> bool:
        """Nobody signs on by sending a password."""
        return False


def lab_user(person: User) -> str:
    """The person's name at the hub: letters and digits only, never changed, never reused."""
    return person.uuid.hex


@transaction.atomic
def register_hub() -> Application:
    """Register the hub as client of the site, or bring its registration up to date."""
    fields = {
        "name": "JupyterHub",
        "client_type": Application.CLIENT_CONFIDENTIAL,
        "authorization_grant_type": Application.GRANT_AUTHORIZATION_CODE,
        "redirect_uris": f"{settings.HUB_URL}/hub/oauth_callback",
        "post_logout_redirect_uris": f"{settings.SITE_URL}/",
        "skip_authorization": True,
        "algorithm": Application.RS256_ALGORITHM,
        "client_secret": settings.HUB_CLIENT_SECRET,
    }
    application, _new = Application.objects.update_or_create(client_id=CLIENT_ID, defaults=fields)
    return application

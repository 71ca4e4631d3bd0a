"""Settings of the external OpenID provider, from the environment."""

from typing import Any
from urllib.parse import urlsplit

from lms.env import Env


def providers(env: Env) -> dict[str, Any]:
    """What allauth is told: nothing without an issuer."""
    if not env.SSO_ISSUER:
        return {}
    app = {
        "provider_id": "sso",
        "name": env.SSO_NAME,
        "client_id": env.SSO_CLIENT_ID,
        "secret": env.SSO_CLIENT_SECRET,
        "settings": {"server_url": env.SSO_ISSUER, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def origins(env: Env) -> list[str]:
    """Where the sign-in form may lead: browsers check the redirect to the provider too."""
    parts = urlsplit(env.SSO_ISSUER)
    return [f"{parts.scheme}://{parts.netloc}"] if env.SSO_ISSUER else []

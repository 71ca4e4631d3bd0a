"""Settings of the external OpenID provider, from the environment."""

from typing import Any

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

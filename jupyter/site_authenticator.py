"""Sign-in through the site, and sign-out from both."""

from urllib.parse import urlencode

from oauthenticator.generic import GenericOAuthenticator
from oauthenticator.oauth2 import OAuthLogoutHandler
from traitlets import Unicode


class SiteLogoutHandler(OAuthLogoutHandler):  # type: ignore[misc]  # the hub has no types
    """Signs out of the hub, then sends the browser to the site with a hint of who it was."""

    id_token = ""

    async def default_handle_logout(self) -> None:
        """Keep the id token before the hub forgets the person."""
        user = self.current_user
        state = await user.get_auth_state() if user else None
        self.id_token = (state or {}).get("id_token") or ""
        await super().default_handle_logout()

    async def render_logout_page(self) -> None:
        """The site ends its own session and comes back to its home page."""
        site = self.authenticator.site_url
        query = {"post_logout_redirect_uri": f"{site}/", "client_id": self.authenticator.client_id}
        if self.id_token:
            query["id_token_hint"] = self.id_token
        self.redirect(f"{site}/o/logout/?{urlencode(query)}")


class SiteAuthenticator(GenericOAuthenticator):  # type: ignore[misc]  # as above
    """The site as OpenID provider."""

    site_url = Unicode(help="Address of the site.").tag(config=True)
    logout_handler = SiteLogoutHandler

"""What allauth asks us: who may come in, how mail leaves, what is said."""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts import actions
from lms.accounts.addresses import client_address
from lms.accounts.errors import NotKnownHere
from lms.accounts.models import User

SAID: dict[str, str | Promise] = {
    "account/messages/password_changed.txt": _("The password has been changed."),
    "mfa/messages/totp_activated.txt": _("The second factor is on."),
    "mfa/messages/totp_deactivated.txt": _("The second factor is off."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes have been made."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; failed attempts are counted by axes; mail leaves through the outbox."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("The staff code or the password is not right."),
        "username_password_mismatch": _("The staff code or the password is not right."),
        "too_many_login_attempts": _("Too many failed attempts. Please try again in 5 minutes."),
        "enter_current_password": _("This is not the current password."),
        "incorrect_code": _("The code is not right. Enter the newest code of your app."),
        "incorrect_password": _("The password is not right."),
        "invalid_password_reset": _("This link has been used or has expired."),
        "rate_limited": _("Too many requests. Please wait a moment."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are entered by their unit."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Axes counts failed passwords, by account and address."""
        self._login_failed_rl_usage = None

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address axes counts by."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in this transaction; a worker sends it."""
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        body = render_to_string(f"{template_prefix}_message.txt", context).strip()
        actions.send_mail(to=email, subject=subject, body=body)

    def add_message(  # the framework's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what is worth saying, in our words."""
        sentence = message or SAID.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence), extra_tags=extra_tags)


class ExternalAdapter(DefaultSocialAccountAdapter):
    """Sign-in through the province's own provider: it opens accounts that exist, makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Being known there does not make one known here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """At the first sign-in, tie the subject to the active person with that staff code."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo") or claims.get("id_token") or claims
        try:
            person = actions.tie_subject(
                provider=sociallogin.account.provider,
                subject=sociallogin.account.uid,
                username=str(claims.get(settings.SSO_USERNAME_CLAIM, "")),
                claims=claims,
            )
        except NotKnownHere as error:
            raise ImmediateHttpResponse(redirect("accounts_not_known")) from error
        sociallogin.account = SocialAccount.objects.get(
            user=person, provider=sociallogin.account.provider
        )
        sociallogin.user = person


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are encrypted with a key derived from the site's."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Enter the newest code of your app."),
    }

    def get_totp_label(self, user: User) -> str:
        """What the app on the phone shows."""
        return str(user.username)

    def get_totp_issuer(self) -> str:
        """Whose code it is."""
        return str(settings.WAGTAIL_SITE_NAME)

    def encrypt(self, text: str) -> str:
        """Before it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """After it is read."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"lms.accounts.second-factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

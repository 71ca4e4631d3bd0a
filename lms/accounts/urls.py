"""Addresses of the account: allauth's views under allauth's names, only those we offer."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as external
from django.urls import include, path, re_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from lms.accounts import views

FORM = "lms/accounts/form.html"
NOTE = "lms/accounts/note.html"


def _form(view: Any, title: Promise, submit: Promise, intro: Promise | str = "") -> Any:
    """One of allauth's forms on our plain form page."""
    words = {"title": title, "submit": submit, "intro": intro}
    return view.as_view(template_name=FORM, extra_context=words)


def _note(title: Promise, text: Promise, view: Any = TemplateView) -> Any:
    """A page that says one thing and leads back to sign-in."""
    return view.as_view(template_name=NOTE, extra_context={"title": title, "text": text})


sign_in = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path(
        "logout/",
        _form(account.LogoutView, _("Sign out"), _("Sign out"), _("Do you want to sign out?")),
        name="account_logout",
    ),
    path(
        "inactive/",
        _note(
            _("Sign-in not possible"),
            _("This account is not in use. Please contact the HR officer of your unit."),
            account.AccountInactiveView,
        ),
        name="account_inactive",
    ),
    path(
        "reauthenticate/",
        _form(
            account.ReauthenticateView,
            _("Confirm that it is you"),
            _("Continue"),
            _("Please enter your password once more before you go on."),
        ),
        name="account_reauthenticate",
    ),
]

passwords = [
    path(
        "password/change/",
        _form(
            account.PasswordChangeView,
            _("Change password"),
            _("Change password"),
            _("All other devices on which you are signed in will be signed out."),
        ),
        name="account_change_password",
    ),
    path("password/set/", views.to_profile, name="account_set_password"),
    path(
        "password/reset/",
        _form(
            account.PasswordResetView,
            _("Forgotten password"),
            _("Send me a link"),
            _("Enter your official e-mail. We send a link by which you choose a new password."),
        ),
        name="account_reset_password",
    ),
    path(
        "password/reset/done/",
        _note(
            _("Please look at your mail"),
            _(
                "If this address belongs to an account, a link is on its way to it. It works "
                "for one hour. Without e-mail, please ask the HR officer of your unit."
            ),
            account.PasswordResetDoneView,
        ),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _form(account.PasswordResetFromKeyView, _("New password"), _("Change password")),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        _note(
            _("The password has been changed."),
            _("Please sign in with the new password."),
            account.PasswordResetFromKeyDoneView,
        ),
        name="account_reset_password_from_key_done",
    ),
]

second_factor = [
    path(
        "2fa/",
        factor.IndexView.as_view(template_name="lms/accounts/second_factor.html"),
        name="mfa_index",
    ),
    path(
        "2fa/authenticate/",
        _form(
            factor.AuthenticateView,
            _("Second factor"),
            _("Sign in"),
            _("Open the authenticator app on your phone and enter the code it shows."),
        ),
        name="mfa_authenticate",
    ),
    path(
        "2fa/reauthenticate/",
        _form(factor.ReauthenticateView, _("Confirm that it is you"), _("Continue")),
        name="mfa_reauthenticate",
    ),
    path(
        "2fa/totp/activate/",
        totp.ActivateTOTPView.as_view(template_name="lms/accounts/totp.html"),
        name="mfa_activate_totp",
    ),
    path(
        "2fa/totp/deactivate/",
        _form(
            totp.DeactivateTOTPView,
            _("Turn off the second factor"),
            _("Turn off"),
            _("Afterwards the password alone is enough to sign in."),
        ),
        name="mfa_deactivate_totp",
    ),
    path(
        "2fa/recovery-codes/",
        codes.ViewRecoveryCodesView.as_view(template_name="lms/accounts/recovery_codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        _form(
            codes.GenerateRecoveryCodesView,
            _("Recovery codes"),
            _("Make new codes"),
            _("The codes you have now will no longer work."),
        ),
        name="mfa_generate_recovery_codes",
    ),
]

through_others = [
    path("3rdparty/", views.to_profile, name="socialaccount_connections"),
    path("3rdparty/signup/", views.to_sign_in, name="socialaccount_signup"),
    path(
        "3rdparty/login/cancelled/",
        _note(
            _("Sign-in cancelled"),
            _("You left the other sign-in page. You can start again whenever you like."),
            external.LoginCancelledView,
        ),
        name="socialaccount_login_cancelled",
    ),
    path(
        "3rdparty/login/error/",
        _note(
            _("Sign-in not possible"),
            _("The other sign-in page gave no usable answer. Please try again."),
            external.LoginErrorView,
        ),
        name="socialaccount_login_error",
    ),
    path(
        "3rdparty/not-known/",
        _note(
            _("Sign-in not possible"),
            _("Your account is not known here. Please contact the HR officer of your unit."),
        ),
        name="accounts_not_known",
    ),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

own = [
    path("profile/", views.profile, name="accounts_profile"),
    path("my-data/", views.my_data, name="accounts_my_data"),
    path("my-data/<str:form>/", views.my_data_file, name="accounts_my_data_file"),
    path("language/", views.language, name="accounts_language"),
]

urlpatterns = [*sign_in, *passwords, *second_factor, *through_others, *own]

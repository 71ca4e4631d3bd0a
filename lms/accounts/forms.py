"""Forms of the account, in our words."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

PASSWORD_RULE = _("At least 10 characters, not only figures, not a common word.")


class Worded(forms.Form):
    """Labels and help by field; placeholders go, because a label says it and stays."""

    labels: dict[str, Any] = {}  # noqa: RUF012  # each form has its own
    helps: dict[str, Any] = {}  # noqa: RUF012  # each form has its own

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = str(self.helps.get(name, ""))
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, LoginForm):
    """Staff code and password."""

    labels = {  # noqa: RUF012  # read only
        "login": _("Staff code"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }


class PasswordChangeForm(Worded, ChangePasswordForm):
    """The old password and the new one, twice."""

    labels = {  # noqa: RUF012  # read only
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    helps = {"password1": PASSWORD_RULE}  # noqa: RUF012  # read only


class PasswordForgottenForm(Worded, ResetPasswordForm):
    """The e-mail address that is kept for a person."""

    labels = {"email": _("Official e-mail")}  # noqa: RUF012  # read only


class PasswordAnewForm(Worded, ResetPasswordKeyForm):
    """The new password, twice."""

    labels = {  # noqa: RUF012  # read only
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    helps = {"password1": PASSWORD_RULE}  # noqa: RUF012  # read only


class PasswordAgainForm(Worded, ReauthenticateForm):
    """The password once more, before something weighty."""

    labels = {"password": _("Password")}  # noqa: RUF012  # read only


CODE = {"code": _("Code of 6 figures, or a recovery code")}


class CodeForm(Worded, AuthenticateForm):
    """The second factor at sign-in."""

    labels = CODE


class CodeAgainForm(Worded, SecondFactorAgainForm):
    """The second factor once more, before something weighty."""

    labels = CODE


class SecondFactorForm(Worded, ActivateTOTPForm):
    """The first code of the app."""

    labels = {"code": _("Code of 6 figures shown by the app")}  # noqa: RUF012  # read only


class LanguageForm(forms.Form):
    """The language of the site."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

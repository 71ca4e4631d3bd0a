"""A code to look up; an act on a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.credentials.actions import reinstate, revoke, suspend
from certificates.credentials.models import Credential, State
from certificates.credentials.rules import typed_code
from lms.accounts.models import User

ACTS = {"revoke": revoke, "suspend": suspend, "reinstate": reinstate}
CHOICES = {
    State.ACTIVE: [
        ("suspend", _("Suspend for the time being")),
        ("revoke", _("Revoke for good")),
    ],
    State.SUSPENDED: [
        ("reinstate", _("Bring back into force")),
        ("revoke", _("Revoke for good")),
    ],
    State.REVOKED: [],
}


class CodeForm(forms.Form):
    """The code printed on a paper, however it was typed."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("12 letters and digits, for example K7QM-2XRT-9HVB"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code printed on the document.")},
    )

    def clean_code(self) -> str:
        """The code without hyphens, in capitals."""
        code = typed_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _(
                    "This is not a code of ours: it has 12 letters and digits, "
                    "and never 0, 1, I, L, O or U. Please compare it with the document."
                )
            )
        return code


class ActForm(forms.Form):
    """Suspend, bring back or revoke, with the reason."""

    act = forms.ChoiceField(label=_("What to do"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept in the register. The public sees the day, not the reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, credential: Credential, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credential = credential
        self.fields["act"].choices = CHOICES[State(credential.state)]  # type: ignore[attr-defined]  # a ChoiceField

    def carry_out(self, by: User) -> Credential:
        """Do what was chosen."""
        act = ACTS[self.cleaned_data["act"]]
        return act(credential=self.credential, by=by, reason=self.cleaned_data["reason"])

"""What a trainer hands to the workshop."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from labs.assignments.models import LabVersion
from labs.assignments.notebook import MAX_BYTES, NotANotebook, load
from labs.workshop.actions import try_notebook
from labs.workshop.models import Trial
from lms.accounts.models import User


class TrialForm(forms.Form):
    """A notebook filled in as a learner would."""

    notebook = forms.FileField(
        label=_("Your notebook (.ipynb)"),
        help_text=_(
            "Download the learner's version, fill it in as a learner would, choose it here."
        ),
        widget=forms.FileInput(attrs={"accept": ".ipynb"}),
    )

    def clean_notebook(self) -> Any:
        """The upload, once it has proved to be a notebook."""
        given = self.cleaned_data["notebook"]
        try:
            if given.size > MAX_BYTES:
                raise NotANotebook
            self.content = given.read()
            load(self.content)
        except NotANotebook as error:
            raise forms.ValidationError(
                _("This file is not a Jupyter notebook (.ipynb), or it is damaged.")
            ) from error
        return given

    def save(self, *, version: LabVersion, by: User) -> Trial:
        """Have it graded."""
        name = self.cleaned_data["notebook"].name
        return try_notebook(version=version, by=by, content=self.content, file_name=name)

"""The author's form: a title, the master notebook, the files given with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from labs.assignments.actions import upload
from labs.assignments.errors import MasterInvalid
from labs.assignments.master import read_master
from labs.assignments.models import Lab


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list, empty when none was given."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given if one]


class LabForm(WagtailAdminModelForm):
    """Uploading a notebook adds a version; learners who have begun stay on theirs."""

    master = forms.FileField(
        label=_("Author's notebook (.ipynb)"),
        required=False,
        help_text=_("In the nbgrader format. Solutions and hidden tests never leave the site."),
    )
    given = ManyFilesField(
        label=_("Files for the learner"),
        required=False,
        help_text=_(
            "Spreadsheets or data that lie beside the notebook. Left empty, those of the version"
            " before stay."
        ),
    )
    kept = ManyFilesField(
        label=_("Files for the checks only"),
        required=False,
        help_text=_(
            "Data that hidden tests compare with; learners never get them. Left empty, those of"
            " the version before stay."
        ),
    )

    class Meta:
        model = Lab
        fields = ("title",)

    def clean_master(self) -> Any:
        """The upload, once its content has proved to be a lab."""
        upload_ = self.cleaned_data["master"]
        if upload_ is None:
            if self.instance.pk is None:
                raise forms.ValidationError(_("Choose the author's notebook."))
            return None
        try:
            read_master(upload_.read())
        except MasterInvalid as error:
            raise forms.ValidationError(str(error)) from error
        upload_.seek(0)
        return upload_

    def save(self, commit: bool = True) -> Lab:
        """The lab, with a new version when a notebook was given."""
        lab: Lab = super().save(commit=commit)
        master = self.cleaned_data["master"]
        if commit and master is not None:
            upload(
                lab=lab,
                file_name=master.name,
                content=master.read(),
                files=self._files("given", lab),
                kept=self._files("kept", lab),
            )
        return lab

    def _files(self, name: str, lab: Lab) -> dict[str, bytes]:
        """The files given with the form, else those of the version before."""
        uploaded = self.cleaned_data[name]
        if uploaded or lab.latest is None:
            return {one.name: one.read() for one in uploaded}
        held = lab.latest.files.filter(kept=name == "kept")
        return {one.name: bytes(one.content) for one in held}

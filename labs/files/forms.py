"""The trainer's form: what is handed in, the start file, what is drawn, what is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from labs.assignments.actions import safe_name
from labs.files.actions import composed, publish
from labs.files.definition import Definition
from labs.files.errors import FileRefused
from labs.files.models import FileLab
from labs.files.office import require_fit
from labs.files.rules import mistakes
from labs.files.trial import try_out
from labs.files.words import sentence
from labs.grading.errors import SandboxMissing
from labs.grading.report import Mark

MAX_BYTES = 5 << 20


class FileLabForm(WagtailAdminModelForm):
    """Saving freezes a version; learners who have begun stay on theirs."""

    start_file = forms.FileField(
        label=gettext_lazy("Start file (.xlsx or .docx)"),
        required=False,
        help_text=gettext_lazy("What every learner begins with; drawn values are written into it."),
    )
    solution = forms.FileField(
        label=gettext_lazy("Your own solution, to try the checks on"),
        required=False,
        help_text=gettext_lazy("Made from the start file as it is. It must reach all points."),
    )

    class Meta:
        model = FileLab
        fields = ("title", "kind", "inputs", "checks")

    def clean_start_file(self) -> Any:
        """The upload; needed the first time."""
        given = self.cleaned_data["start_file"]
        if given is None and not self.instance.start:
            raise forms.ValidationError(_("Choose the start file."))
        return _of_size(given)

    def clean_solution(self) -> Any:
        """The upload, as far as its size goes."""
        return _of_size(self.cleaned_data["solution"])

    def clean(self) -> dict[str, Any]:
        """All of it together: harmless files, checks that make sense and that can be met."""
        cleaned: dict[str, Any] = super().clean()
        if self.errors:
            return cleaned
        try:
            self._take_files(cleaned)
            definition = composed(self._filled(cleaned))
            found = mistakes(definition) or self._tried(definition)
        except FileRefused as refusal:
            found = [str(refusal)]
        except SandboxMissing as missing:
            found = [str(missing)]
        if found:
            raise forms.ValidationError(found)
        return cleaned

    def _post_clean(self) -> None:
        """No browser keeps a file that was chosen: say so, or the old one would be taken."""
        super()._post_clean()
        if self.errors:
            for name in ("start_file", "solution"):
                if self.cleaned_data.get(name) is not None:
                    self.add_error(name, _("Choose this file again: it was not saved."))

    def save(self, commit: bool = True) -> FileLab:
        """The lab, with a new version where anything changed."""
        lab: FileLab = super().save(commit=commit)
        if commit:
            publish(lab=lab)
        return lab

    def _take_files(self, cleaned: dict[str, Any]) -> None:
        """Read what was uploaded, once the box has found nothing against it."""
        self._solution = b""
        given = cleaned["start_file"]
        if given is not None:
            content = given.read()
            require_fit(content, kind=cleaned["kind"])
            self.instance.start, self.instance.start_name = content, safe_name(given.name)
        if cleaned["solution"] is not None:
            self._solution = cleaned["solution"].read()
            require_fit(self._solution, kind=cleaned["kind"])

    def _filled(self, cleaned: dict[str, Any]) -> FileLab:
        lab: FileLab = self.instance
        lab.kind, lab.inputs, lab.checks = cleaned["kind"], cleaned["inputs"], cleaned["checks"]
        return lab

    def _tried(self, definition: Definition) -> list[str]:
        """What does not work: a check that is itself broken, or one that the solution fails."""
        try:
            report = try_out(definition, self._solution)
        except (KeyError, ValueError):
            return [_("A value is drawn for a sheet that the start file does not have.")]
        failed = "ok" if self._solution else "system"
        return [
            _complaint(mark)
            for mark in report.marks
            if (mark.state != failed if self._solution else mark.state == failed)
        ]


def _of_size(given: Any) -> Any:
    if given is not None and given.size > MAX_BYTES:
        raise forms.ValidationError(_("The file is larger than 5 MB."))
    return given


def _complaint(mark: Mark) -> str:
    found = {"check": mark.title, "found": sentence(mark.reason, mark.facts)}
    return _("Check “%(check)s” does not hold: %(found)s") % found

"""Labs on files as kinds of submission: what trainers see beside the marks."""

from django.db.models.functions import Length

from labs.assignments.kinds import Shown, register
from labs.assignments.models import Attempt


class FileSubmission:
    """Opened in the box alone: name, size, and what it holds in a sandboxed frame."""

    def __init__(self, slug: str, content_type: str, ending: str) -> None:
        self.slug, self.content_type, self.ending = slug, content_type, ending

    def show(self, attempt: Attempt) -> Shown:
        """What is known of the file without opening it."""
        rows = Attempt.objects.filter(pk=attempt.pk).values_list(Length("content"), flat=True)
        context = {"size": rows.get(), "name": attempt.version.file_name}
        return Shown(template="labs/submissions/file.html", context=context)


_OFFICE = "application/vnd.openxmlformats-officedocument"
register(FileSubmission("spreadsheet", f"{_OFFICE}.spreadsheetml.sheet", "xlsx"))
register(FileSubmission("document", f"{_OFFICE}.wordprocessingml.document", "docx"))

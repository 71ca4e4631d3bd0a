"""The notebook as a kind of submission."""

from labs.assignments.kinds import Shown, register
from labs.assignments.models import Attempt


class NotebookSubmission:
    """Shown in a sandboxed frame."""

    slug = "lab"
    content_type = "application/x-ipynb+json"
    ending = "ipynb"

    def show(self, attempt: Attempt) -> Shown:
        """The frame; what is in it has an address of its own."""
        return Shown(template="labs/submissions/frame.html")


register(NotebookSubmission())

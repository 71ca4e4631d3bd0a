"""Labs on files as types of activity: the spreadsheet and the document."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.activities.base import Launch, Message, statement
from courses.activities.errors import MessageInvalid
from courses.activities.models import Activity
from courses.activities.registry import register
from courses.catalogue.blocks import ActivityBlock
from courses.catalogue.richtext import SHORT_FEATURES, SafeRichTextBlock
from labs.activity_types import LabActivity, fixed
from labs.assignments.actions import take_in
from labs.files.drawing import seed_for
from labs.files.errors import FileLabInvalid, FileRefused
from labs.files.office import require_fit
from labs.files.rooms import ENDINGS, MAX_BYTES, fetch
from labs.grading.actions import request_marking
from labs.sheets.queries import draft_of, draft_or_404
from labs.sheets.workbook import file_of
from lms.accounts.models import User
from lms.kit.ids import uuid7
from lms.records.statements import Statement
from lms.records.verbs import Verb


class FileLabBlock(ActivityBlock):
    """A lab on a file: what to do, and what is enough."""

    kind = ""

    intro = SafeRichTextBlock(label=_("Task"), features=SHORT_FEATURES, required=False)
    lab = SnippetChooserBlock("labs.FileLab", label=_("Lab on a file"))
    pass_percent = blocks.IntegerBlock(
        label=_("Pass mark (%)"), default=60, min_value=0, max_value=100
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts allowed (0: any number)"), default=0, min_value=0, max_value=100
    )

    def clean(self, value: Any) -> Any:
        """The lab chosen is one of this kind."""
        cleaned = super().clean(value)
        if cleaned["lab"].kind != self.kind:
            sentence = _("This lab asks for the other kind of file.")
            raise StructBlockValidationError(block_errors={"lab": ValidationError(sentence)})
        return cleaned


class SpreadsheetBlock(FileLabBlock):
    """A lab on a spreadsheet."""

    kind = "spreadsheet"

    class Meta:
        icon = "table"
        label = _("Spreadsheet lab")
        group = _("Activities")


class DocumentBlock(FileLabBlock):
    """A lab on a document."""

    kind = "document"

    class Meta:
        icon = "doc-full"
        label = _("Document lab")
        group = _("Activities")


class FileActivity(LabActivity):
    """A file made on the office PC, handed in and graded; what is drawn differs for everybody."""

    messages = frozenset({"open", "hand-in"})

    def config(self, value: Any) -> dict[str, Any]:
        """The lab's newest version, so that a later one touches nobody who has begun."""
        lab = value["lab"]
        version = lab.latest if lab and lab.kind == self.slug else None
        if version is None:
            raise FileLabInvalid
        return fixed(value, version)

    def launch(self, activity: Activity, learner: User) -> Launch:
        """The start file, the way to hand in, and the attempts so far."""
        shown = super().launch(activity, learner).context
        more = {"ending": ENDINGS[self.slug], "key": uuid7(), "kept_files": True}
        if self.slug == "spreadsheet" and learner.pk:
            more["draft"] = draft_of(activity, learner)
        return Launch(template="labs/activity/file.html", context={**shown, **more})

    def receive(self, activity: Activity, learner: User, message: Message) -> Iterable[Statement]:
        """Opening is told; a file that may come in is kept and queued for the grader."""
        if message.kind == "open":
            return [statement(activity, learner, message, Verb.LAUNCHED)]
        attempt = take_in(
            activity=activity,
            learner=learner,
            key=message.key,
            content=lambda: self._fitting(self._given(activity, learner, message)),
        )
        request_marking(attempt=attempt)
        seed = seed_for(activity=activity.uuid, learner=learner.uuid, version=attempt.version.uuid)
        evidence = {"attempt": attempt.number, "sha256": attempt.sha256, "seed": seed}
        return [statement(activity, learner, message, Verb.SUBMITTED, context=evidence)]

    def rule(self, activity: Activity) -> str | Promise:
        """What is enough."""
        percent = activity.config.get("pass_percent", 0)
        return _("Hand in your file and reach %(percent)s%% of the points.") % {"percent": percent}

    def _given(self, activity: Activity, learner: User, message: Message) -> Callable[[], bytes]:
        """What is handed in: the sheet on the page, a file of the room, or an upload."""
        if self.slug == "spreadsheet" and "sheet" in message.data:
            draft = draft_or_404(activity, learner, str(message.data["sheet"]))
            return lambda: file_of(draft)
        if "room_file" in message.data:
            return lambda: fetch(learner, str(message.data["room_file"]), kind=self.slug)
        return lambda: _read(message.data.get("file"))

    def _fitting(self, given: Callable[[], bytes]) -> bytes:
        """What was given, once the box has found nothing against it."""
        try:
            content = given()
            require_fit(content, kind=self.slug)
        except FileRefused as refusal:
            raise MessageInvalid({"file": str(refusal)}, sentence=str(refusal)) from refusal
        return content


def _read(given: Any) -> bytes:
    if not isinstance(given, UploadedFile) or not given.size:
        raise FileRefused("missing")
    if given.size > MAX_BYTES:
        raise FileRefused("too_big")
    return given.read()


class SpreadsheetActivity(FileActivity):
    """A spreadsheet."""

    slug = "spreadsheet"
    label = _("Spreadsheet lab")
    block: ClassVar[ActivityBlock] = SpreadsheetBlock()


class DocumentActivity(FileActivity):
    """A document."""

    slug = "document"
    label = _("Document lab")
    block: ClassVar[ActivityBlock] = DocumentBlock()


register(SpreadsheetActivity())
register(DocumentActivity())

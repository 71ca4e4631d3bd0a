"""Reads of the workshop."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from labs.assignments.master import Master, read_master, title_of
from labs.assignments.models import Lab, LabFile, LabKind, LabVersion
from labs.grading.words import Line, line_of
from labs.workshop.models import Trial
from labs.workshop.rules import remarks, said_to_author


@dataclass(frozen=True, kw_only=True)
class Part:
    """A graded cell as its author sees it."""

    cell: str
    title: str
    points: float
    by_hand: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A version of a lab with all that its author should see before publishing it."""

    version: LabVersion
    parts: tuple[Part, ...]
    remarks: list[str]
    files: list[LabFile]
    solution: Trial | None
    trials: list[Trial]


def labs() -> QuerySet[Lab]:
    """All labs with their newest version's number and how its solution fared last."""
    newest = LabVersion.objects.filter(lab=OuterRef("pk")).order_by("-number")
    tried = Trial.objects.filter(version__lab=OuterRef("pk"), content__isnull=True)
    tried = tried.order_by("-version__number", "-created_at")
    return Lab.objects.filter(Exists(newest.filter(kind=LabKind.NOTEBOOK))).annotate(
        number=Subquery(newest.values("number")[:1]),
        most=Subquery(newest.values("checked_score")[:1]),
        state=Subquery(tried.values("state")[:1]),
        score=Subquery(tried.values("score")[:1]),
        tried=Subquery(tried.values("version__number")[:1]),
    )


def newest_or_404(lab: Lab) -> LabVersion:
    """The newest version of a lab."""
    version = lab.versions.filter(kind=LabKind.NOTEBOOK).order_by("-number").first()
    if version is None:
        raise Http404
    return version


def bench(version: LabVersion) -> Bench:
    """All of one version."""
    master = read_master(bytes(version.master))
    trials = version.trials.select_related("version", "requested_by").order_by("-created_at")
    listed = trials.defer("version__master")
    return Bench(
        version=version,
        parts=tuple(_parts(master)),
        remarks=remarks(master),
        files=list(version.files.defer("content").order_by("kept", "name")),
        solution=listed.filter(content__isnull=True).first(),
        trials=list(listed.filter(content__isnull=False).defer("content")[:10]),
    )


def lines_of(trial: Trial) -> list[Line]:
    """The marks in the words that a learner would read; of the author's own solution, in theirs."""
    lines = [line_of(mark) for mark in trial.marks]
    if not trial.is_solution:
        return lines
    pairs = zip(trial.marks, lines, strict=True)
    return [replace(line, sentence=said_to_author(mark) or line.sentence) for mark, line in pairs]


def _parts(master: Master) -> list[Part]:
    return [
        Part(
            cell=cell.grade_id,
            title=title_of(cell) if cell.is_check else "",
            points=cell.points,
            by_hand=cell.is_by_hand,
            source=cell.source,
        )
        for cell in master.cells
        if cell.is_check or cell.is_by_hand
    ]

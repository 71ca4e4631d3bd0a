"""Start files, labs on files, and learners' answers to them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook, load_workbook

from courses.activities.models import Activity
from labs.assignments.models import Attempt
from labs.assignments.queries import version_of
from labs.files.actions import publish
from labs.files.definition import definition_of
from labs.files.drawing import seed_for, start_file
from labs.files.models import FileLab
from labs.grading.actions import request_marking
from labs.grading.box import Limits
from labs.grading.models import Marking
from lms.accounts.models import User
from tests.factories.courses import activity

ROWS = 20
COMMUNES = ("Hòa Khê", "Lam Sơn", "Xuân Mỹ")
TOTAL = "=SUMIFS('Số liệu'!$C$2:$C$21,'Số liệu'!$A$2:$A$21,A2)"


def saved(workbook: Workbook) -> bytes:
    """The file of a workbook."""
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()


def start_workbook() -> bytes:
    """Data on one sheet, an empty summary by commune on another."""
    workbook = Workbook()
    data = workbook.active
    data.title = "Số liệu"
    data.append(["Xã", "Ngày nhận", "Phí"])
    for row in range(ROWS):
        data.append([COMMUNES[row % 3], None, 10 * row])
    summary = workbook.create_sheet("Tổng hợp")
    summary.append(["Xã", "Tổng phí"])
    for commune in COMMUNES:
        summary.append([commune])
    return saved(workbook)


def part(kind: str, **value: Any) -> dict[str, Any]:
    """One child of a stream."""
    return {"type": kind, "id": str(uuid4()), "value": value}


def listed(*values: str) -> list[dict[str, Any]]:
    """The children of a list block."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def value_check(**more: Any) -> dict[str, Any]:
    """The totals by commune, six points."""
    given = {
        "sentence": "Tổng phí của từng xã",
        "points": 6.0,
        "sheet": "Tổng hợp",
        "cells": "B2:B4",
        "expected": TOTAL,
        "tolerance": 0.0,
        "steady": True,
    }
    return part("value", **(given | more))


def formula_check(**more: Any) -> dict[str, Any]:
    """SUMIFS in the same cells, three points."""
    given = {
        "sentence": "Dùng hàm SUMIFS",
        "points": 3.0,
        "sheet": "Tổng hợp",
        "cells": "B2:B4",
        "functions": "SUMIFS, SUMIF",
    }
    return part("formula", **(given | more))


def frozen_check(**more: Any) -> dict[str, Any]:
    """A frozen heading, one point."""
    given = {"sentence": "Cố định dòng tiêu đề", "points": 1.0, "sheet": "Số liệu"}
    return part("feature", **(given | {"feature": "frozen"} | more))


def fees() -> list[dict[str, Any]]:
    """Fees drawn for each learner."""
    return [part("numbers", place="Số liệu!C2:C21", low=10.0, high=5000.0, step=10.0)]


def spreadsheet_lab(checks: list[Any] | None = None, inputs: list[Any] | None = None) -> FileLab:
    """A published lab of ten points with drawn fees."""
    lab = FileLab(title="Tổng hợp phí", kind="spreadsheet", start_name="phi-theo-xa.xlsx")
    lab.start = start_workbook()
    lab.inputs = fees() if inputs is None else inputs
    lab.checks = checks or [value_check(), formula_check(), frozen_check()]
    lab.save()
    publish(lab=lab)
    return FileLab.objects.get(pk=lab.pk)


def start_document() -> bytes:
    """Plain lines with two drawn names."""
    document = Document()
    document.add_paragraph("Dự thảo công văn số {{so}} của UBND xã {{xa}}, {{ngay-dai}}.")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def document_lab(checks: list[Any] | None = None) -> FileLab:
    """A published lab on a document: margins and a required sentence, two points."""
    lab = FileLab(title="Công văn", kind="document", start_name="cong-van.docx")
    lab.start = start_document()
    lab.inputs = [
        part("numbers", place="so", low=11.0, high=99.0, step=1.0),
        part("choices", place="xa", options=listed(*COMMUNES)),
        part("dates", place="ngay", first="2026-10-01", last="2026-11-20"),
    ]
    lab.checks = checks or [
        part("layout", sentence="Lề trang", points=1.0, element="margins", text=""),
        part(
            "text", sentence="Nêu đúng xã", points=1.0, texts=listed("UBND xã {{xa}}"), cased=True
        ),
    ]
    lab.save()
    publish(lab=lab)
    return FileLab.objects.get(pk=lab.pk)


def file_activity(lab: FileLab, **value: Any) -> Activity:
    """The lab in a lesson of its own."""
    given = {"intro": "", "lab": lab.pk, "pass_percent": 60, "attempts": 0}
    return activity(lab.kind, **(given | value))


def start_of(activity: Activity, learner: User) -> bytes:
    """The start file drawn for this learner."""
    version = version_of(activity)
    seed = seed_for(activity=activity.uuid, learner=learner.uuid, version=version.uuid)
    return start_file(definition_of(version), seed)


def worked_on(start: bytes, work: Callable[[Workbook], None]) -> bytes:
    """A workbook after somebody's work."""
    workbook = load_workbook(BytesIO(start))
    work(workbook)
    return saved(workbook)


def solve(workbook: Workbook) -> None:
    """Everything right."""
    for row in (2, 3, 4):
        workbook["Tổng hợp"].cell(row, 2, TOTAL.replace("A2)", f"A{row})"))
    workbook["Số liệu"].freeze_panes = "A2"


def handed_in(*, activity: Activity, learner: User, content: bytes) -> Marking:
    """A file that waits for the grader, not through the upload."""
    attempt = Attempt.objects.create(
        learner=learner,
        activity=activity,
        version=version_of(activity),
        number=1,
        key="1",
        content=content,
        sha256="0" * 64,
    )
    return request_marking(attempt=attempt)


def part_of(content: bytes, name: str) -> bytes:
    """One part of an office file."""
    with ZipFile(BytesIO(content)) as parts:
        return parts.read(name)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed, or added where it is not there."""
    return rebuilt(content, {name: change(part_of(content, name))})


def rebuilt(content: bytes, added: dict[str, bytes]) -> bytes:
    """The file with these parts in place of its own, or beside them."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as parts, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for one in parts.namelist():
            if one not in added:
                new.writestr(one, parts.read(one))
        for one, data in added.items():
            new.writestr(one, data)
    return made.getvalue()


def limits(given: Limits, **changed: int) -> Limits:
    """Tighter limits."""
    return replace(given, **changed)

"""The labs on files of the demonstration, composed as a trainer would in the form."""

import json
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook

from labs.assignments.models import LabVersion
from labs.files.actions import publish
from labs.files.definition import DATA
from labs.files.models import FileLab
from lms.kit.ids import derived

LABS = ("tong-hop-ho-so", "cong-van-tap-huan")
OF_LISTS = ("options", "names", "texts")


def load() -> list[LabVersion]:
    """Each lab in its newest version; a second call changes nothing."""
    return [_load(name) for name in LABS]


def _load(name: str) -> LabVersion:
    facts = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    lab = FileLab.objects.filter(title=facts["title"]).first() or FileLab(title=facts["title"])
    if not lab.start:
        lab.start = start_of(facts)
    lab.kind, lab.start_name = facts["kind"], facts["start_name"]
    lab.inputs = [_block(one, f"{name}/inputs/{n}") for n, one in enumerate(facts["inputs"])]
    lab.checks = [_block(one, f"{name}/checks/{n}") for n, one in enumerate(facts["checks"])]
    lab.save()
    return publish(lab=FileLab.objects.get(pk=lab.pk))


def start_of(facts: dict[str, Any]) -> bytes:
    """The start file that the facts describe."""
    made = BytesIO()
    if facts["kind"] == "document":
        document = Document()
        for line in facts["start"]:
            document.add_paragraph(line)
        document.save(made)
    else:
        _workbook(facts["start"]).save(made)
    return made.getvalue()


def _workbook(sheets: dict[str, Any]) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, facts in sheets.items():
        sheet = workbook.create_sheet(title)
        sheet.append(facts["head"])
        for number in range(1, facts.get("numbered", 0) + 1):
            sheet.append([number])
        for row in facts.get("rows", ()):
            sheet.append(row)
        for column in "ABCDEF":
            sheet.column_dimensions[column].width = 20
    return workbook


def _block(facts: dict[str, Any], key: str) -> dict[str, Any]:
    """One child of a stream, with the lists in it as the editor stores them."""
    value = {name: one for name, one in facts.items() if name != "type"}
    for name in OF_LISTS:
        if name in value:
            value[name] = [
                {"type": "item", "value": one, "id": str(derived(key, name, str(place)))}
                for place, one in enumerate(value[name])
            ]
    return {"type": facts["type"], "value": value, "id": str(derived("file-lab", key))}

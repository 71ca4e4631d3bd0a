"""H5P packages: our own, made on the spot, and files of any other."""

import io
from pathlib import Path
from typing import Any

from courses.activities.models import Activity
from courses.activities.types.h5p.actions import import_package
from courses.activities.types.h5p.archives import bundled
from courses.activities.types.h5p.archives.packing import Document, pack
from courses.activities.types.h5p.archives.specs import Wanted
from courses.activities.types.h5p.models import Package
from courses.catalogue.models import LessonPage
from tests.factories.courses import activity

ORDER = Wanted("H5P.ProcedureOrder", 1, 0)
DOSSIER = Wanted("H5P.DossierCheck", 1, 0)
STEPS = [{"text": "Tiếp nhận"}, {"text": "Thẩm định"}, {"text": "Trả kết quả"}]


def order_file(**params: Any) -> bytes:
    """A package of our own: three steps of a procedure."""
    values = {"intro": "Sắp xếp các bước.", "steps": STEPS} | params
    return pack(Document(title="Ba bước", library=ORDER, params=values), bundled.shelf())


def dossier_file(**params: Any) -> bytes:
    """A package of our own: a dossier with one component in order and one invalid."""
    components = [
        {"name": "Tờ khai", "submitted": "Đã điền đủ", "state": "present"},
        {"name": "Giấy chứng sinh", "submitted": "Ảnh mờ", "state": "invalid"},
    ]
    values = {"intro": "Kiểm tra hồ sơ.", "components": components} | params
    return pack(Document(title="Một hồ sơ", library=DOSSIER, params=values), bundled.shelf())


def package(source: bytes | Path | None = None, *, may_install: bool = True) -> Package:
    """An imported package: of our own, of some bytes, or of a file."""
    raw = source.read_bytes() if isinstance(source, Path) else source or order_file()
    return import_package(file=io.BytesIO(raw), by=None, may_install=may_install)


def h5p_activity(
    held: Package | None = None, lesson: LessonPage | None = None, **value: Any
) -> Activity:
    """A published activity that plays a package."""
    held = held or package()
    options = {"pass_percentage": None, "text_alternative": ""} | value
    return activity("h5p", lesson, package=held.pk, **options)

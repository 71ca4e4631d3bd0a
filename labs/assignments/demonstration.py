"""The labs of the demonstration, brought in as an author would upload them."""

from pathlib import Path

from labs.assignments.actions import upload
from labs.assignments.models import Lab, LabVersion

DATA = Path(__file__).parent / "data"

# Title by which the demonstration's lessons choose the lab → its notebook and the files given
LABS = {"Tổng hợp tỷ lệ hồ sơ đúng hạn": ("thong-ke-ho-so.ipynb", ("ho-so.csv",))}


def load() -> list[LabVersion]:
    """Each lab in its newest version; a second call changes nothing."""
    return [_load(title, *parts) for title, parts in LABS.items()]


def _load(title: str, notebook: str, names: tuple[str, ...]) -> LabVersion:
    lab, _new = Lab.objects.get_or_create(title=title)
    files = {name: (DATA / name).read_bytes() for name in names}
    content = (DATA / notebook).read_bytes()
    return upload(lab=lab, file_name=notebook, content=content, files=files)

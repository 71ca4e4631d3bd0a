"""The content types and contents written for this product, which travel with its source."""

from functools import partial
from pathlib import Path

from courses.activities.types.h5p.archives.packing import Document, Shelf, pack
from courses.activities.types.h5p.archives.specs import Wanted, parse_json
from courses.activities.types.h5p.errors import PackageRefused

HERE = Path(__file__).resolve().parent.parent
LIBRARIES = HERE / "libraries"
CONTENTS = HERE / "contents"


def library_folder(name: Wanted) -> Path | None:
    """Where one of our own libraries is."""
    folder = LIBRARIES / name.folder
    return folder if folder.is_dir() else None


def slugs() -> list[str]:
    """The names under which our contents can be packed."""
    return sorted(path.stem for path in CONTENTS.glob("*.json"))


def read(path: Path) -> Document:
    """A content as authors of this product write it: one JSON file."""
    data = parse_json(path.read_bytes(), path.name)
    library = Wanted.parse(data["library"])
    if library is None:
        raise PackageRefused
    return Document(
        title=data["title"], language=data["language"], library=library, params=data["params"]
    )


def package(slug: str) -> bytes:
    """The `.h5p` file of one of our contents."""
    return pack(read(CONTENTS / f"{slug}.json"), shelf())


shelf = partial(Shelf, library_folder)

"""Write `.h5p` files from the contents in the source tree, or from a JSON file of an author."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.activities.types.h5p.archives import bundled
from courses.activities.types.h5p.archives.packing import pack


class Command(BaseCommand):
    """The same source gives the same bytes."""

    help = "Pack the H5P contents written for this product."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write, and what."""
        parser.add_argument("--into", type=Path, required=True, help="Folder for the packages.")
        parser.add_argument("sources", nargs="*", type=Path, help="JSON files; else all ours.")

    def handle(self, *args: Any, into: Path, sources: list[Path], **options: Any) -> None:
        """One file a content."""
        into.mkdir(parents=True, exist_ok=True)
        for path in sources or [bundled.CONTENTS / f"{slug}.json" for slug in bundled.slugs()]:
            target = into / f"{path.stem}.h5p"
            target.write_bytes(pack(bundled.read(path), bundled.shelf()))
            self.stdout.write(str(target))

"""How much a learner's room uses: asked inside the box to warn, and outside to stop.

Plain files of /proc and the home; imports nothing but the standard library.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

PAGE = os.sysconf("SC_PAGE_SIZE")
MOST_FILES = 100_000
KEPT_SECONDS = 4


def memory(pids: Iterable[int]) -> int:
    """Bytes held by these processes: what each has for itself, and the most that one shares."""
    own, shared = 0, 0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/statm").read_text().split()
        except OSError:
            continue
        own += int(words[1]) - int(words[2])
        shared = max(shared, int(words[2]))
    return (own + shared) * PAGE


def everybody() -> list[int]:
    """Every process that can be seen: inside a box, those of the box."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def below(root: int) -> list[int]:
    """`root` and every process below it, as they stood at most some seconds ago."""
    now = time.monotonic()
    if now - _children.at > KEPT_SECONDS:
        _children.at, _children.of = now, _scan()
    found, todo = [root], [root]
    while todo:
        more = _children.of.get(todo.pop(), [])
        found += more
        todo += more
    return found


class _Children:
    """Who started whom; one look serves all rooms of a machine."""

    at = -1e9
    of: ClassVar[dict[int, list[int]]] = {}


_children = _Children()


def _scan() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(path.parent.name))
    return found


def disk(home: Path) -> int | None:
    """Bytes on disk under `home`; None when it cannot be told: a folder shut, or files untold."""
    used, files, todo = 0, 0, [home]
    try:
        while todo:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    used += entry.stat(follow_symlinks=False).st_blocks * 512
                    files += 1
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(Path(entry.path))
            if files > MOST_FILES:
                return None
    except FileNotFoundError:
        return used
    except OSError:
        return None
    return used

"""Practice rooms beside bare `jupyter server`, and grading beside bare nbclient."""

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import rooms
from bench.harness import Row, bench
from labs.assignments.demonstration import DATA
from labs.assignments.master import read_master
from labs.grading.box import this_machine
from labs.grading.engine import grade

ROUNDS = 3
TEN = 10
WORKERS = 2
NOTEBOOKS = 5  # for each worker


def _seconds(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


@bench("lab-start")
def start() -> list[Row]:
    """Seconds to a ready room, and to the result of its first cell; a new home, then again."""
    ours, theirs = dict[str, list[float]](), dict[str, list[float]]()
    with rooms.rooms() as hub:
        for number in range(ROUNDS):
            with rooms.folder() as home:
                for kind in ("cold", "warm"):
                    _note(ours, kind, *_start_room(hub, f"nguoi{number}"))
                    _note(theirs, kind, *_start_bare(home))
    return [
        Row(
            name=f"lab-start {kind}",
            unit="s",
            value=statistics.median(ours[kind]),
            baseline=statistics.median(theirs[kind]),
            aim="<= 1.15",
        )
        for kind in sorted(ours)
    ]


def _note(found: dict[str, list[float]], kind: str, ready: float, cell: float) -> None:
    found.setdefault(f"{kind} ready", []).append(ready)
    found.setdefault(f"{kind} first cell", []).append(ready + cell)


def _start_room(hub: rooms.Rooms, name: str) -> tuple[float, float]:
    ready = _seconds(lambda: hub.start([name]))
    cell = _seconds(lambda: hub.first_cell(name))
    hub.stop(name)
    return ready, cell


def _start_bare(home: Path) -> tuple[float, float]:
    began = time.monotonic()
    with rooms.bare(home) as (address, _process):
        ready = time.monotonic() - began
        return ready, _seconds(lambda: rooms.cell(address, rooms.TOKEN))


@bench("lab-ten")
def ten() -> list[Row]:
    """Seconds until ten rooms that were asked for at once are all ready."""
    with rooms.rooms() as hub:
        ours = _seconds(lambda: hub.start([f"nguoi{number}" for number in range(TEN)]))
    with ExitStack() as stack:
        homes = [stack.enter_context(rooms.folder()) for _ in range(TEN)]
        with ThreadPoolExecutor(TEN) as together:
            began = time.monotonic()
            list(together.map(lambda home: stack.enter_context(rooms.bare(home)), homes))
            theirs = time.monotonic() - began
    return [Row(name="lab-ten", unit="s", value=ours, baseline=theirs, aim="<= 1.15")]


@bench("lab-memory")
def memory() -> list[Row]:
    """Memory of a room in which nothing runs, beside a bare server."""
    with rooms.rooms() as hub, rooms.folder() as home:
        hub.start(["nguoi"])
        ours = hub.memory() / (1 << 20)
        with rooms.bare(home) as (_address, process):
            theirs = rooms.memory_of([process.pid]) / (1 << 20)
    return [Row(name="lab-memory", unit="MB", value=ours, baseline=theirs, aim="<= 150 MB")]


@bench("lab-grade")
def marking() -> list[Row]:
    """Notebooks a minute on two workers: kernel, cells, checks; beside nbclient's cells alone.

    Taken in turn, so that both see the same machine; the first turn only warms up.
    """
    content = (DATA / "thong-ke-ho-so.ipynb").read_bytes()
    ours, theirs = [], []
    with ExitStack() as stack:
        given = stack.enter_context(_given())
        homes = [stack.enter_context(rooms.folder()) for _ in range(WORKERS)]
        for home in homes:
            (home / "bai.ipynb").write_bytes(content)
            (home / "ho-so.csv").write_bytes((DATA / "ho-so.csv").read_bytes())
        for _ in range(1 + ROUNDS):
            ours.append(_seconds(lambda: _grade(content, given)))
            theirs.append(_seconds(lambda: _execute(homes)))
    return [
        Row(
            name="lab-grade",
            unit="per min",
            value=WORKERS * NOTEBOOKS / statistics.median(ours[1:]) * 60,
            baseline=WORKERS * NOTEBOOKS / statistics.median(theirs[1:]) * 60,
            aim=">= 1.0",
        )
    ]


@contextmanager
def _given() -> Iterator[Path]:
    """The lab's files, where the boxes' account may read them."""
    with rooms.folder() as folder:
        (folder / "ho-so.csv").write_bytes((DATA / "ho-so.csv").read_bytes())
        folder.chmod(0o755)
        yield folder


def _grade(content: bytes, given: Path) -> None:
    """Grade the author's own solution again and again; each must score full marks."""
    master, box = read_master(content), this_machine()

    def one(_number: int) -> float:
        return grade(master, content, box=box, files=given).checked

    with ThreadPoolExecutor(WORKERS) as workers:
        scores = list(workers.map(one, range(WORKERS * NOTEBOOKS)))
    if set(scores) != {master.checked_score}:
        raise RuntimeError(f"The author's own solution scored {scores}.")


def _execute(homes: list[Path]) -> None:
    """Run the same notebooks with nothing but nbclient; each run must end well."""
    running = [rooms.nbclient(home / "bai.ipynb", NOTEBOOKS) for home in homes]
    ended = [one.wait() for one in running]
    if any(ended):
        raise RuntimeError(f"nbclient ended with {ended}.")

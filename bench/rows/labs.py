"""Practice rooms beside bare `jupyter server`, and grading beside bare nbclient."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from bench import rooms
from bench.harness import Row, bench
from labs.assignments.demonstration import DATA
from labs.assignments.master import read_master
from labs.grading.box import this_machine
from labs.grading.engine import grade

ROUNDS = 3
TEN = 10
NOTEBOOKS = 5  # for each of two workers


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
    """Notebooks a minute on two workers: kernel, cells, checks; beside nbclient's cells alone."""
    master = DATA / "thong-ke-ho-so.ipynb"
    content = master.read_bytes()
    ours = _graded(content)
    with ExitStack() as stack:
        homes = [stack.enter_context(rooms.folder()) for _ in range(2)]
        for home in homes:
            (home / "bai.ipynb").write_bytes(content)
            (home / "ho-so.csv").write_bytes((DATA / "ho-so.csv").read_bytes())
        began = time.monotonic()
        workers = [rooms.nbclient(home / "bai.ipynb", NOTEBOOKS) for home in homes]
        ended = [worker.wait() for worker in workers]
        theirs = 2 * NOTEBOOKS / (time.monotonic() - began) * 60
    notes: dict[str, float | int | str] = {"nbclient": str(ended)}
    aim = ">= 1.0"
    return [
        Row(name="lab-grade", unit="per min", value=ours, baseline=theirs, aim=aim, notes=notes)
    ]


def _graded(content: bytes) -> float:
    master, box = read_master(content), this_machine()
    with rooms.folder() as folder:
        (folder / "ho-so.csv").write_bytes((DATA / "ho-so.csv").read_bytes())
        folder.chmod(0o755)

        def one(_number: int) -> float:
            return grade(master, content, box=box, files=folder).checked

        with ThreadPoolExecutor(2) as workers:
            began = time.monotonic()
            scores = list(workers.map(one, range(2 * NOTEBOOKS)))
            took = time.monotonic() - began
    if set(scores) != {master.checked_score}:
        raise RuntimeError(f"The author's own solution scored {scores}.")
    return len(scores) / took * 60

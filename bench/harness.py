"""How a row is measured: interleaved rounds of the work and its baseline, medians, load shown."""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

Work = Callable[[], int]
"""Does the work and returns how many units it did."""


@dataclass(kw_only=True)
class Row:
    """One line of the table. `ratio` is work against baseline, in units per CPU-second."""

    name: str
    unit: str
    value: float
    baseline: float | None = None
    aim: str = ""
    notes: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Value over baseline, when there is one."""
        return self.value / self.baseline if self.baseline else None


Measure = Callable[[], list[Row]]
_rows: dict[str, Measure] = {}


def bench(name: str) -> Callable[[Measure], Measure]:
    """Register a measurement under a name that can be given on the command line."""

    def register(measure: Measure) -> Measure:
        if name in _rows:
            raise ValueError(f"Two measurements named {name!r}.")
        _rows[name] = measure
        return measure

    return register


def names() -> list[str]:
    """All measurements, in the order in which they were registered."""
    return list(_rows)


def run(name: str) -> list[Row]:
    """Carry out one measurement."""
    return _rows[name]()


def per_cpu_second(work: Work) -> float:
    """Units per CPU-second of this process, of one round."""
    start = time.process_time()
    units = work()
    return units / max(time.process_time() - start, 1e-9)


def compare(work: Work, baseline: Work, *, rounds: int = 5) -> tuple[float, float]:
    """Medians of `work` and `baseline`, taken in turn so that both see the same machine."""
    work(), baseline()
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(per_cpu_second(work))
        theirs.append(per_cpu_second(baseline))
    return statistics.median(ours), statistics.median(theirs)


def machine() -> dict[str, object]:
    """What the figures were taken on."""
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
        "kernel": platform.release(),
    }


def write(rows: list[Row], path: Path) -> None:
    """The rows as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {
        "machine": machine(),
        "rows": [asdict(row) | {"ratio": row.ratio} for row in rows],
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def line(row: Row) -> str:
    """One row of the printed table."""
    baseline = f"{row.baseline:>12,.1f}" if row.baseline is not None else " " * 12
    ratio = f"{row.ratio:>7.2f}" if row.ratio is not None else " " * 7
    notes = "  ".join(f"{key}={value}" for key, value in row.notes.items())
    return f"{row.name:<24}{row.value:>12,.1f}{baseline}{ratio}  {row.unit:<22}{row.aim:<18}{notes}"

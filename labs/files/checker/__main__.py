"""The command run in the box: `python -m labs.files.checker`, a job in /given, JSON out."""

import json
import sys
import threading
from pathlib import Path
from typing import Any

from labs.files.checker.calculation import TooMuchWork
from labs.files.checker.container import Refused, inspect
from labs.files.checker.job import run, work_out
from labs.files.checker.looking import look

GIVEN = Path("/given")
STACK = 256 << 20
DEEP = 60_000


def main() -> None:
    """Answer the job; a refusal and the memory's end are answers too."""
    job = json.loads((GIVEN / "job.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = []
    sys.setrecursionlimit(DEEP)
    threading.stack_size(STACK)
    worker = threading.Thread(target=lambda: found.append(_answer(job)))
    worker.start()
    worker.join()
    json.dump(found[0] if found else {"failed": True}, sys.stdout)


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    content = (GIVEN / "file").read_bytes()
    try:
        inspect(content, job["kind"])
        if job.get("look"):
            return {"held": look(content, job["kind"])}
        if job.get("values"):
            return {"values": work_out(content)}
        return {"verdicts": run(job, content, GIVEN)} if "checks" in job else {"fit": True}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        return {"ended": "memory"}
    except TooMuchWork:
        return {"ended": "timeout"}


if __name__ == "__main__":
    main()

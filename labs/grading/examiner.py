"""The author's checks, in a box of their own, with the grader between them and the learner."""

import json
import select
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from labs.grading.box import INSIDE, Box
from labs.grading.errors import ExaminerEnded, GradingFault

MAX_LINE = 24 << 20
Ask = Callable[[Mapping[str, Any]], dict[str, Any]]


class Examiner:
    """A running examiner; use it as a context."""

    def __init__(
        self,
        box: Box,
        *,
        authored: Mapping[str, list[str]],
        written: Mapping[str, Any],
        files: Path | None = None,
    ) -> None:
        given = {"/inside": INSIDE} | ({"/given": files} if files else {})
        self._process = box.start(
            ["/inside/examiner.py"],
            given=given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._buffer = b""
        self._send({"authored": dict(authored), "written": written})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def wait_ready(self) -> None:
        """Return once it serves."""
        self._receive(time.monotonic() + 30)

    def check(
        self,
        source: str,
        *,
        seed: str,
        ask: Ask,
        seconds: float,
        before: Sequence[str] | None = None,
        hidden: bool = False,
    ) -> dict[str, Any]:
        """Run one check; its questions go through `ask`. Returns the verdict.

        `before` are the author's cells since the last check, where it compares with their values.
        Of a `hidden` one no library says what it compared.
        """
        end = time.monotonic() + seconds
        self._send({"check": source, "seed": seed, "before": before, "hidden": hidden})
        while True:
            message = self._receive(end)
            if "ask" not in message:
                return message
            self._send(ask(message["ask"]))

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None  # noqa: S101  # opened as a pipe above
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise GradingFault("the examiner hung up") from error

    def _receive(self, end: float) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101  # opened as a pipe above
        while b"\n" not in self._buffer:
            ready, _, _ = select.select(
                [self._process.stdout], [], [], max(0, end - time.monotonic())
            )
            if not ready:
                raise GradingFault("a check takes too long")
            part = self._process.stdout.read1(1 << 20)  # type: ignore[attr-defined]  # a buffered pipe
            if not part or len(self._buffer) > MAX_LINE:
                raise ExaminerEnded("the examiner ended")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\n")
        message = json.loads(line)
        if not isinstance(message, dict):
            raise GradingFault("the examiner speaks nonsense")
        return message

"""The learner's kernel, in a box, spoken to over unix sockets that were opened outside it."""

import json
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jupyter_client.session import Session

from labs.grading.box import INSIDE, Box
from labs.grading.errors import KernelDied
from labs.grading.groups import Boxed
from labs.grading.replies import answer_in, is_cheap
from labs.grading.wire import Wire, WireCut

START_SECONDS = 30
MAX_MESSAGE = 16 << 20
Question = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Executed:
    """How one cell ended: `ok`, `error`, `timeout` or `memory`, and the error's name and text."""

    state: str
    name: str = ""
    text: str = ""


class Kernel:
    """A running kernel; use it as a context, so that nothing outlives the grading."""

    def __init__(self, box: Box, *, files: Path | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="lab-")
        self._session = Session(key=secrets.token_hex(16).encode())
        listening = [self._listen("shell"), self._listen("control")]
        try:
            self._process = self._start(box, [one.fileno() for one in listening], files)
        finally:
            for one in listening:
                one.close()
        self._shell, self._control = self._connect("shell"), self._connect("control")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def wait_ready(self) -> None:
        """Return once the kernel answers; `KernelDied` when it does not."""
        message = self._send(self._shell, "kernel_info_request", {})
        self._reply(self._shell, message, START_SECONDS)

    def execute(self, source: str, seconds: float) -> Executed:
        """Run one cell; an endless one is interrupted."""
        content = {"code": source, "silent": False, "store_history": False}
        try:
            reply = self._request(content | {"allow_stdin": False, "stop_on_error": False}, seconds)
        except TimeoutError:
            return Executed(state="timeout")
        if reply.get("status") == "ok":
            return Executed(state="ok")
        name = str(reply.get("ename", ""))[:100]
        state = "memory" if name == "MemoryError" else "error"
        return Executed(state=state, name=name, text=str(reply.get("evalue", ""))[:300])

    def ask(self, question: Question, seconds: float) -> dict[str, Any]:
        """Put one question of the examiner to the session; an answer that is none is an error."""
        expression = f"__import__('answers').answer({json.dumps(question)!r})"
        content = {"code": "", "silent": True, "user_expressions": {"a": expression}}
        reply = self._request(content | {"allow_stdin": False}, seconds)
        return answer_in(reply)

    def stop(self) -> None:
        """Kill the box and remove what was opened for it."""
        self._process.kill()
        self._process.wait()
        self._shell.close()
        self._control.close()
        self._folder.cleanup()

    def _listen(self, name: str) -> socket.socket:
        one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        one.bind(f"{self._folder.name}/{name}")
        one.listen(4)
        return one

    def _connect(self, name: str) -> Wire:
        return Wire(f"{self._folder.name}/{name}", most=MAX_MESSAGE)

    def _start(self, box: Box, descriptors: list[int], files: Path | None) -> Boxed:
        arguments = ["/inside/kernel_start.py", self._session.key.decode(), *map(str, descriptors)]
        given = {"/inside": INSIDE} | ({"/given": files} if files else {})
        return box.start(arguments, given=given, descriptors=descriptors)

    def _request(self, content: dict[str, Any], seconds: float) -> dict[str, Any]:
        """One execution; after `seconds` it is interrupted and `TimeoutError` raised."""
        message = self._send(self._shell, "execute_request", content)
        try:
            return self._reply(self._shell, message, seconds)
        except TimeoutError:
            self._interrupt(message)
            raise

    def _interrupt(self, message: str) -> None:
        """Stop what runs; a kernel that does not obey is dead to us."""
        self._send(self._control, "interrupt_request", {})
        try:
            self._reply(self._shell, message, 3)
        except TimeoutError as error:
            self._process.kill()
            raise KernelDied("timeout") from error

    def _send(self, channel: Wire, kind: str, content: dict[str, Any]) -> str:
        try:
            message = self._session.send(channel, kind, content)
        except WireCut as error:
            raise self._died() from error
        return str(message["header"]["msg_id"]) if message else ""

    def _reply(self, channel: Wire, message: str, seconds: float) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                parts = channel.receive(min(left, 0.25))
            except WireCut as error:
                raise self._died() from error
            if self._process.ran_out:  # version 1 kills one process, and the kernel lives on
                raise self._died()
            if parts is not None and not all(map(is_cheap, parts)):
                self._process.kill()
                raise KernelDied("memory")
            if parts is not None:
                content = self._read(parts, message)
                if content is not None:
                    return content
            elif self._process.poll() is not None:
                raise self._died()
        raise TimeoutError

    def _died(self) -> KernelDied:
        """Nobody is at the other end any more, or somebody who does not keep to the rules."""
        if self._process.ran_out:
            return KernelDied("memory")
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = 0
        return KernelDied("memory" if self._process.ran_out else _cause(code))

    def _read(self, parts: list[bytes], message: str) -> dict[str, Any] | None:
        """The content of a reply to `message`; None for anything else, forged or late."""
        try:
            _, frames = self._session.feed_identities(parts)
            reply = self._session.deserialize(frames)
            mine = reply["parent_header"].get("msg_id") == message
            content = reply["content"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return content if mine and isinstance(content, dict) else None


def _cause(code: int) -> str:
    """What a dead kernel most likely died of: 124 and 152 are out of time, 137 out of memory."""
    return {124: "timeout", 152: "timeout", 137: "memory", -9: "memory"}.get(code, "error")

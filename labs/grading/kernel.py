"""The learner's kernel, in a box, spoken to over unix sockets that were opened outside it."""

import ast
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

import zmq
from jupyter_client.session import Session

from labs.grading.box import INSIDE, Box
from labs.grading.errors import KernelDied

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
        self._context = zmq.Context()
        self._context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE)
        self._context.setsockopt(zmq.LINGER, 0)
        self._context.setsockopt(zmq.RECONNECT_IVL, -1)
        self._context.setsockopt(zmq.SNDTIMEO, 2000)
        self._context.setsockopt(zmq.RCVTIMEO, 2000)
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
        try:
            text = ast.literal_eval(reply["user_expressions"]["a"]["data"]["text/plain"])
            answer = json.loads(text)
        except (KeyError, TypeError, ValueError, SyntaxError, MemoryError, RecursionError):
            return {"raised": ["RaisedThere", "the session gives no answer"]}
        return answer if isinstance(answer, dict) else {"raised": ["RaisedThere", ""]}

    def stop(self) -> None:
        """Kill the box and remove what was opened for it."""
        self._process.kill()
        self._process.wait()
        self._context.destroy(linger=0)
        self._folder.cleanup()

    def _listen(self, name: str) -> socket.socket:
        one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        one.bind(f"{self._folder.name}/{name}")
        one.listen(4)
        return one

    def _connect(self, name: str) -> "zmq.Socket[bytes]":
        one: zmq.Socket[bytes] = self._context.socket(zmq.DEALER)
        one.connect(f"ipc://{self._folder.name}/{name}")
        return one

    def _start(
        self, box: Box, descriptors: list[int], files: Path | None
    ) -> subprocess.Popen[bytes]:
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

    def _send(self, channel: "zmq.Socket[bytes]", kind: str, content: dict[str, Any]) -> str:
        try:
            message = self._session.send(channel, kind, content)
        except zmq.Again as error:  # nobody is at the other end any more
            raise KernelDied(_cause(self._process.poll() or 0)) from error
        return str(message["header"]["msg_id"]) if message else ""

    def _reply(self, channel: "zmq.Socket[bytes]", message: str, seconds: float) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if channel.poll(int(min(left, 0.25) * 1000)):
                content = self._receive(channel, message)
                if content is not None:
                    return content
            elif self._process.poll() is not None:
                raise KernelDied(_cause(self._process.returncode))
        raise TimeoutError

    def _receive(self, channel: "zmq.Socket[bytes]", message: str) -> dict[str, Any] | None:
        """The content of a reply to `message`; None for anything else, forged or late."""
        try:
            parts = channel.recv_multipart()
            _, frames = self._session.feed_identities(parts)
            reply = self._session.deserialize(frames)
            mine = reply["parent_header"].get("msg_id") == message
            content = reply["content"]
        except (zmq.Again, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return content if mine and isinstance(content, dict) else None


def _cause(code: int) -> str:
    """What a dead kernel most likely died of: 124 and 152 are out of time, 137 out of memory."""
    return {124: "timeout", 152: "timeout", 137: "memory", -9: "memory"}.get(code, "error")

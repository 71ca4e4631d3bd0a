"""One connection to a kernel's socket in ZeroMQ's protocol (ZMTP 3), read within bounds.

Whoever owns the other end may send what they like. libzmq takes in a message of any number of
parts before anybody sees it, in a thread of its own: five gigabytes were seen in the grader.
Here nothing is read before it is asked for, and no message may be longer than `most`.
"""

import select
import socket
import struct
import time
from collections.abc import Iterable
from typing import Any, Self

_GREETING = b"\xff" + bytes(8) + b"\x7f" + b"\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)
_READY = b"\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER\x08Identity\x00\x00\x00\x00"
_MORE, _LONG, _COMMAND = 1, 2, 4
_CHUNK = 1 << 18
_PART = 64  # what a part costs besides its bytes


class WireCut(Exception):
    """The other end hung up, does not take what is sent, or says more than it may."""


class Wire:
    """The asking end of a socket; it has what `jupyter_client` wants of one."""

    def __init__(self, path: str, *, most: int, seconds: float = 2.0) -> None:
        self._most, self._seconds = most, seconds
        self._buffer = bytearray()
        self._parts: list[bytes] = []
        self._size, self._greeted, self._agreed = 0, False, False
        self._waiting = b""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(seconds)
        self._socket.connect(path)
        self._socket.sendall(_GREETING + _frame(_READY, _COMMAND))

    def send_multipart(self, parts: Iterable[Any], **_options: Any) -> None:
        """Send one message, or keep it until the other end has greeted."""
        every = [bytes(part) for part in parts]
        last = len(every) - 1
        self._waiting += b"".join(
            _frame(part, _MORE if at < last else 0) for at, part in enumerate(every)
        )
        if not self._agreed and self._is_readable(0):
            self._read()
            self._handle_greeting()
        self._flush()

    def receive(self, seconds: float) -> list[bytes] | None:
        """The next message's parts; None when there is none within `seconds`."""
        end = time.monotonic() + seconds
        while (message := self._next()) is None:
            left = end - time.monotonic()
            if left <= 0 or not self._is_readable(left):
                return None
            self._read()
        return message

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _is_readable(self, seconds: float) -> bool:
        return bool(select.select([self._socket], [], [], seconds)[0])

    def _flush(self) -> None:
        if not self._agreed or not self._waiting:
            return
        whole, self._waiting = self._waiting, b""
        try:
            self._socket.sendall(whole)
        except OSError as error:
            raise WireCut from error

    def _read(self) -> None:
        try:
            part = self._socket.recv(_CHUNK)
        except OSError as error:
            raise WireCut from error
        if not part:
            raise WireCut
        self._buffer += part

    def _next(self) -> list[bytes] | None:
        """One message out of what was read, if it is there as a whole."""
        self._handle_greeting()
        while self._agreed and (found := self._take_frame()) is not None:
            flags, body = found
            if flags & _COMMAND:
                continue
            self._parts.append(body)
            if not flags & _MORE:
                message, self._parts, self._size = self._parts, [], 0
                return message
        return None

    def _handle_greeting(self) -> None:
        """Messages may be sent once the other end's greeting and its first command are here."""
        if not self._greeted and len(self._buffer) >= len(_GREETING):
            del self._buffer[: len(_GREETING)]
            self._greeted = True
        if self._greeted and not self._agreed and self._take_frame() is not None:
            self._agreed = True
            self._flush()

    def _take_frame(self) -> tuple[int, bytes] | None:
        head = 9 if self._buffer and self._buffer[0] & _LONG else 2
        if len(self._buffer) < head:
            return None
        length = struct.unpack(">Q" if head == 9 else "B", self._buffer[1:head])[0]
        if self._size + length > self._most:
            raise WireCut
        if len(self._buffer) < head + length:
            return None
        flags, body = self._buffer[0], bytes(self._buffer[head : head + length])
        del self._buffer[: head + length]
        self._size += 0 if flags & _COMMAND else length + _PART
        return flags, body


def _frame(body: bytes, flags: int) -> bytes:
    if len(body) > 255:
        return struct.pack(">BQ", flags | _LONG, len(body)) + body
    return struct.pack(">BB", flags, len(body)) + body

"""What a file is, by its content: its kind, its length, whether its captions are captions."""

import re
import struct
from typing import IO

HEAD = 1_000_000
_CUE = re.compile(r"(\d+:)?\d{2}:\d{2}\.\d{3}\s+-->\s+(\d+:)?\d{2}:\d{2}\.\d{3}")


def kind_of(file: IO[bytes]) -> str:
    """`video/mp4`, `video/webm`, or nothing when it is neither."""
    file.seek(0)
    head = file.read(16)
    if head[4:8] == b"ftyp":
        return "video/mp4"
    return "video/webm" if head[:4] == b"\x1a\x45\xdf\xa3" else ""


def seconds_of(file: IO[bytes]) -> float:
    """How long the video is, as its own header says; 0 where it does not say."""
    return _mp4_seconds(file) if kind_of(file) == "video/mp4" else _webm_seconds(file)


def is_captions(file: IO[bytes]) -> bool:
    """Whether the file is WebVTT with at least one cue."""
    file.seek(0)
    try:
        text = file.read(HEAD).decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text.startswith("WEBVTT") and _CUE.search(text) is not None


def _mp4_seconds(file: IO[bytes]) -> float:
    """From the movie header, wherever the `moov` box lies."""
    position, end = 0, file.seek(0, 2)
    while position + 8 <= end:
        file.seek(position)
        size, name = struct.unpack(">I4s", file.read(8))
        if size == 1:
            size = struct.unpack(">Q", file.read(8))[0]
        if name == b"moov":
            return _movie_header(file.read(min(size, HEAD)))
        if size < 8:
            break
        position += size
    return 0.0


def _movie_header(box: bytes) -> float:
    at = box.find(b"mvhd")
    if at < 0 or len(box) < at + 36:
        return 0.0
    if box[at + 4] == 1:
        scale, length = struct.unpack(">IQ", box[at + 24 : at + 36])
    else:
        scale, length = struct.unpack(">II", box[at + 16 : at + 24])
    return float(length / scale) if scale else 0.0


def _webm_seconds(file: IO[bytes]) -> float:
    """From the segment's information: duration, in units of the time-code scale."""
    file.seek(0)
    head = file.read(HEAD)
    at = head.find(b"\x44\x89")
    if at < 0:
        return 0.0
    size = head[at + 2] & 0x7F
    if size not in {4, 8}:
        return 0.0
    (length,) = struct.unpack(">f" if size == 4 else ">d", head[at + 3 : at + 3 + size])
    return float(length * _webm_scale(head) / 1_000_000_000)


def _webm_scale(head: bytes) -> int:
    at = head.find(b"\x2a\xd7\xb1")
    if at < 0:
        return 1_000_000
    size = head[at + 3] & 0x7F
    return int.from_bytes(head[at + 4 : at + 4 + size], "big")

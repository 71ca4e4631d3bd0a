"""Put encoded frames into a WebM file that says how long it is and where one can jump to."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_EBML, _SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
_INFO, _TRACKS = b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b"
_CLUSTER, _CUES = b"\x1f\x43\xb6\x75", b"\x1c\x53\xbb\x6b"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One frame: its milliseconds from the start, whether it stands alone, its bytes."""

    at: int
    key: bool
    data: bytes


def webm(frames: Sequence[Frame], *, seconds: float, width: int, height: int) -> bytes:
    """The file. A cluster begins at each frame that stands alone."""
    clusters = [_cluster(group) for group in _groups(frames)]
    head = _info(seconds) + _tracks(width, height)
    cues = _cues(frames, clusters, len(head))
    return _header() + _element(_SEGMENT, head + b"".join(clusters) + cues)


def _header() -> bytes:
    version = [_number(name, 1) for name in (b"\x42\x86", b"\x42\xf7")]
    sizes = [_number(b"\x42\xf2", 4), _number(b"\x42\xf3", 8)]
    kind = [_element(b"\x42\x82", b"webm"), _number(b"\x42\x87", 4), _number(b"\x42\x85", 2)]
    return _element(_EBML, b"".join([*version, *sizes, *kind]))


def _info(seconds: float) -> bytes:
    duration = _element(b"\x44\x89", struct.pack(">d", seconds * 1000))
    names = _element(b"\x4d\x80", b"demo") + _element(b"\x57\x41", b"demo")
    return _element(_INFO, _number(b"\x2a\xd7\xb1", 1_000_000) + names + duration)


def _tracks(width: int, height: int) -> bytes:
    size = _number(b"\xb0", width) + _number(b"\xba", height)
    facts = _number(b"\xd7", 1) + _number(b"\x73\xc5", 1) + _number(b"\x83", 1)
    track = facts + _element(b"\x86", b"V_VP9") + _element(b"\xe0", size)
    return _element(_TRACKS, _element(b"\xae", track))


def _groups(frames: Sequence[Frame]) -> list[list[Frame]]:
    groups: list[list[Frame]] = []
    for frame in frames:
        if frame.key:
            groups.append([])
        groups[-1].append(frame)
    return groups


def _cluster(group: Sequence[Frame]) -> bytes:
    begin = group[0].at
    blocks = [
        _element(b"\xa3", b"\x81" + struct.pack(">hB", one.at - begin, 128 * one.key) + one.data)
        for one in group
    ]
    return _element(_CLUSTER, _number(b"\xe7", begin) + b"".join(blocks))


def _cues(frames: Sequence[Frame], clusters: Sequence[bytes], offset: int) -> bytes:
    points = []
    for frame, cluster in zip((one for one in frames if one.key), clusters, strict=True):
        place = _number(b"\xf7", 1) + _number(b"\xf1", offset)
        points.append(_element(b"\xbb", _number(b"\xb3", frame.at) + _element(b"\xb7", place)))
        offset += len(cluster)
    return _element(_CUES, b"".join(points))


def _number(name: bytes, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))


def _element(name: bytes, body: bytes) -> bytes:
    """An element: its name, the length of its body in as few bytes as hold it, its body."""
    width = next(count for count in range(1, 9) if len(body) < (1 << 7 * count) - 1)
    return name + (len(body) | 1 << 7 * width).to_bytes(width, "big") + body

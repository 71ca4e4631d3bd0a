"""Control groups for rooms and boxes: the kernel holds the whole of each to its limits.

Root gives a group away to the account, as systemd does with `Delegate=yes`; the platform divides
whichever it was given: itself in one part, rooms and boxes in two others. `in_group.sh` starts a
command there, and `hub/groups.json` tells the hub and the site so. Where nothing can be had that
file is missing, each process has its limits alone, and all else works the same.
"""

import contextlib
import json
import os
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lms.runtime.state import State

MOUNTS, MEMBERSHIP = Path("/proc/self/mounts"), Path("/proc/self/cgroup")
PROGRAM = Path(__file__).with_name("in_group.sh")
CONTROLLERS, WISHED = ("memory", "pids"), ("cpu",)  # needed; had where it is lent too
PLATFORM, PARTS = "platform", ("rooms", "boxes")
GIVEN_AWAY = ("user.delegate", "trusted.delegate")  # as systemd marks it
HANDED_OVER = (".", "cgroup.procs", "cgroup.subtree_control", "cgroup.threads")
FOR_ROOMS = 0.75  # of the memory: the site never starves for them
SITE_FIRST = "300"  # its share of the processors beside 100 each for all rooms and all boxes


@dataclass(frozen=True)
class Tree:
    """A mounted tree of groups: one has all controllers in version 2, several share them in 1."""

    top: Path
    controllers: tuple[str, ...]
    unified: bool

    def made(self, state: Path) -> Path:
        """The group that root makes for this installation."""
        return self.top / f"lms-{sha256(str(state).encode()).hexdigest()[:12]}"

    def base(self, state: Path) -> Path:
        """The group that is ours to divide: in version 2 our own where it was given away."""
        own = self._own() if self.unified else None
        return own if own is not None and self._given_away(own) else self.made(state)

    def enable(self, group: Path) -> None:
        """Let limits be set below a group of version 2, which must hold no process itself."""
        if self.unified:
            lent = (group / "cgroup.controllers").read_text().split()
            wanted = [name for name in self.controllers if name in CONTROLLERS or name in lent]
            words = " ".join(f"+{name}" for name in wanted)
            (group / "cgroup.subtree_control").write_text(words)

    def _own(self) -> Path:
        lines = MEMBERSHIP.read_text().splitlines()
        path = next(line[4:] for line in lines if line.startswith("0::/"))
        own = self.top / path
        return own.parent if own.name == PLATFORM else own

    def _given_away(self, group: Path) -> bool:
        """By its mark; a container's own top is a group like any, and the container's."""
        if group == self.top:
            return (group / "cgroup.type").exists()
        return any(_mark(group, name) == b"1" for name in GIVEN_AWAY)


def give(state: Path, uid: int, gid: int) -> None:
    """As root: hand groups over to the account, and start it in the one of version 2."""
    with contextlib.suppress(OSError):
        for tree in _trees():
            base = tree.base(state)
            base.mkdir(exist_ok=True)
            handed = [base]
            if tree.unified:
                if base.parent == tree.top:
                    tree.enable(tree.top)
                os.setxattr(base, GIVEN_AWAY[0], b"1")
                handed.append(_enter(base))
            for path in (group / name for group in handed for name in HANDED_OVER):
                if path.exists():
                    os.chown(path, uid, gid)


def divide(state: State, told: State | None = None) -> None:
    """Make the parts of the rooms and the boxes, and tell hub and site of the installation."""
    note = (told or state).root / "hub" / "groups.json"
    note.parent.mkdir(mode=0o700, exist_ok=True)
    note.unlink(missing_ok=True)
    try:
        bases = [_divide(tree, tree.base(state.root)) for tree in _trees()]
    except OSError:
        return
    folders = {part: [str(base / part) for base in bases] for part in PARTS}
    if bases and _is_joined(folders["boxes"]):
        note.write_text(json.dumps({"program": str(PROGRAM)} | folders), encoding="utf-8")


def remove(state: Path) -> None:
    """As root: take away what was made for an installation, unless something still runs there."""
    for made in (tree.made(state) for tree in _trees()):
        below = [path for path in made.rglob("*") if path.is_dir()]
        for group in [*sorted(below, reverse=True), made]:
            _remove(group)


def _divide(tree: Tree, base: Path) -> Path:
    if tree.unified:
        _enter(base)
        tree.enable(base)
    for folder in (base / part for part in PARTS):
        folder.mkdir(exist_ok=True)
        tree.enable(folder)
        for old in folder.glob("*-*"):
            if not Path(f"/proc/{old.name.partition('-')[0]}").exists():
                _remove(old)
    _limit_rooms(base)
    weight = base / PLATFORM / "cpu.weight"
    if weight.exists():
        weight.write_text(SITE_FIRST)
    return base


def _enter(base: Path) -> Path:
    """Put this process, and whatever else is in the group itself, into the platform's part."""
    part = base / PLATFORM
    part.mkdir(exist_ok=True)
    for pid in ("0", *(base / "cgroup.procs").read_text().split()):
        with contextlib.suppress(ProcessLookupError):
            (part / "cgroup.procs").write_text(pid)
    return part


def _is_joined(folders: list[str]) -> bool:
    """Whether a command really gets into a group in each of them."""
    start = ["sh", str(PROGRAM), str(64 << 20), "16", *folders, "--"]
    process = subprocess.Popen([*start, "cat", "/proc/self/cgroup"], stdout=subprocess.PIPE)
    said = process.communicate()[0].decode()
    group = f"boxes/{os.getpid()}-{process.pid}"
    for folder in folders:
        _remove(Path(folder).parent / group)
    return said.count(group) == len(folders)


def _limit_rooms(base: Path) -> None:
    most = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for name in ("memory.max", "memory.limit_in_bytes"):
        if (base / "rooms" / name).exists():
            held = (base / name).read_text().strip()
            most = min(most, int(held)) if held.isdigit() else most
            (base / "rooms" / name).write_text(str(int(most * FOR_ROOMS)))


def _trees() -> list[Tree]:
    """Where this kernel offers what is needed; none where one controller of that is missing."""
    found: dict[str, Tree] = {}
    for line in MOUNTS.read_text().splitlines():
        _, top, kind, options, *_rest = line.split()
        if kind not in ("cgroup", "cgroup2"):
            continue
        unified = kind == "cgroup2"
        offered = (Path(top) / "cgroup.controllers").read_text() if unified else options
        names = offered.replace(",", " ").split()
        ours = tuple(name for name in (*CONTROLLERS, *WISHED) if name in names)
        for name in ours:
            found.setdefault(name, Tree(Path(top), ours, unified=unified))
    return list(dict.fromkeys(found.values())) if found.keys() >= set(CONTROLLERS) else []


def _mark(group: Path, name: str) -> bytes:
    try:
        return os.getxattr(group, name)
    except OSError:
        return b""


def _remove(group: Path) -> None:
    with contextlib.suppress(OSError):
        group.rmdir()

"""Control groups of the real kernel: made, divided, adopted after a kill, removed."""

import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from lms.env import BASE_DIR
from lms.runtime import groups
from lms.runtime.groups import FOR_ROOMS, PROGRAM, Tree
from lms.runtime.state import State

HELD = "echo ready; exec sleep 60"
# What root does at a start, then what the account does; the state folder is told by name.
DRIVER = """
import os, pwd, sys
from pathlib import Path
from lms.runtime import groups
from lms.runtime.state import State

state, account = Path(sys.argv[1]), pwd.getpwnam("nobody")
groups.give(state, account.pw_uid, account.pw_gid)
os.setgid(account.pw_gid)
os.setuid(account.pw_uid)
groups.divide(State(state))
print("divided", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def boxes() -> list[Path]:
    """The folders of boxes lent to these tests."""
    note = Path(settings.STATE_DIR) / "hub" / "groups.json"
    if not note.is_file():
        pytest.skip("no control groups: start as root, or under systemd with Delegate=yes")
    return [Path(one) for one in json.loads(note.read_text())["boxes"]]


def start(folders: list[Path], *command: str, processes: int = 16) -> subprocess.Popen[bytes]:
    limits = [str(64 << 20), str(processes)]
    words = ["sh", str(PROGRAM), *limits, *map(str, folders), "--", *command]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def of(process: subprocess.Popen[bytes], folders: list[Path]) -> list[Path]:
    return [folder / f"{os.getpid()}-{process.pid}" for folder in folders]


def taken_away(group: Path) -> bool:
    """Removed, once the kernel has seen its last process out."""
    for _ in range(100):
        try:
            group.rmdir()
        except FileNotFoundError:
            return True
        except OSError:
            time.sleep(0.02)
    return False


def test_a_command_joins_a_group_named_by_its_asker_and_itself(boxes: list[Path]) -> None:
    process = start(boxes, "sh", "-c", HELD)
    assert process.stdout
    process.stdout.readline()

    members = [(group / "cgroup.procs").read_text().split() for group in of(process, boxes)]
    process.kill()
    process.communicate()

    assert members == [[str(process.pid)]] * len(boxes)
    assert all(taken_away(group) for group in of(process, boxes))


def test_the_kernel_refuses_one_process_more_than_allowed(boxes: list[Path]) -> None:
    many = "for n in 1 2 3 4 5 6 7 8 9; do sleep 5 & done; echo no"
    process = start(boxes, "sh", "-c", many, processes=6)
    said, _ = process.communicate()
    found = [
        (group / "pids.events").read_text()
        for group in of(process, boxes)
        if (group / "pids.events").exists()
    ]
    for group in of(process, boxes):
        for pid in (group / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)

    assert (said, found) == (b"", ["max 1\n"])
    assert all(taken_away(group) for group in of(process, boxes))


def test_a_group_gets_one_core(boxes: list[Path]) -> None:
    process = start(boxes, "sh", "-c", HELD)
    process.stdout.readline()
    files = (
        group / name for group in of(process, boxes) for name in ("cpu.max", "cpu.cfs_quota_us")
    )
    found = [path.read_text().split()[0] for path in files if path.exists()]
    process.kill()
    process.communicate()

    if not found:
        pytest.skip("this machine lends no control group for processors")
    assert found == ["100000"]
    assert all(taken_away(group) for group in of(process, boxes))


def test_what_a_killed_asker_left_behind_goes_with_the_next_start(boxes: list[Path]) -> None:
    words = ["sh", str(PROGRAM), str(64 << 20), "16", *map(str, boxes), "--", "true"]
    killed = f"import os, subprocess; subprocess.run({words!r}); os.kill(os.getpid(), 9)"
    asker = subprocess.Popen([sys.executable, "-c", killed])
    asker.wait()
    left = [group for folder in boxes for group in folder.glob(f"{asker.pid}-*")]
    assert len(left) == len(boxes)

    process = start(boxes, "true")
    process.communicate()

    assert [group for group in left if group.exists()] == []
    assert all(taken_away(group) for group in of(process, boxes))


def test_without_its_folder_a_command_runs_all_the_same(tmp_path: Path) -> None:
    process = start([tmp_path / "gone"], "echo", "runs")

    assert process.communicate()[0] == b"runs\n"


@pytest.fixture
def driver(tmp_path: Path) -> Iterator["Driver"]:
    if os.geteuid() != 0:
        pytest.skip("only root makes groups")
    if not groups._trees():
        pytest.skip("this kernel offers no control groups for memory and processes")
    tmp_path.chmod(0o755)
    state = tmp_path / "state"
    state.mkdir()
    entry = pwd.getpwnam("nobody")
    os.chown(state, entry.pw_uid, entry.pw_gid)
    for parent in state.parents:
        if parent.owner() == "root" and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    yield Driver(state)
    groups.remove(state)


class Driver:
    """An installation's start by root, as a process that can be killed."""

    def __init__(self, state: Path) -> None:
        self.state = state

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", DRIVER, str(self.state)]
        process = subprocess.Popen(
            command, cwd=BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout
        assert process.stdout.readline() == b"divided\n"
        return process

    @property
    def boxes(self) -> list[Path]:
        note = json.loads((self.state / "hub" / "groups.json").read_text())
        return [Path(one) for one in note["boxes"]]

    @property
    def made(self) -> list[Path]:
        return [tree.made(self.state) for tree in groups._trees()]


def test_root_makes_groups_that_the_account_divides_and_root_removes(driver: "Driver") -> None:
    process = driver.start()
    owners = {folder.owner() for folder in [*driver.boxes, *driver.made]}
    rooms = [
        int(path.read_text())
        for made in driver.made
        for path in (made / "rooms" / name for name in ("memory.max", "memory.limit_in_bytes"))
        if path.exists()
    ]
    process.communicate()

    groups.remove(driver.state)

    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert owners == {"nobody"}
    assert [abs(room - whole * FOR_ROOMS) < 1 << 20 for room in rooms] == [True]
    assert [made for made in driver.made if made.exists()] == []


def test_a_start_after_a_kill_adopts_the_groups_and_removes_what_was_left(
    driver: "Driver",
) -> None:
    first = driver.start()
    left = [folder / f"{first.pid}-{first.pid}" for folder in driver.boxes]
    for group in left:
        group.mkdir()
    first.kill()
    first.communicate()

    second = driver.start()

    assert [group for group in left if group.exists()] == []
    assert all(folder.is_dir() for folder in driver.boxes)
    second.communicate()


# How the trees are found, and which group is ours: as mounts and marks say.
MOUNTED = {
    "version 2": ("cgroup2 {0}/v2 cgroup2 rw 0 0", "memory pids cpu", ["v2"]),
    "both": (
        (
            "cgroup2 {0}/v2 cgroup2 rw 0 0\ncgroup {0}/m cgroup rw,memory 0 0\n"
            "cgroup {0}/p cgroup rw,pids 0 0"
        ),
        "",
        ["m", "p"],
    ),
    "processors too": (
        (
            "cgroup {0}/c cgroup rw,cpu,cpuacct 0 0\ncgroup {0}/m cgroup rw,memory 0 0\n"
            "cgroup {0}/p cgroup rw,pids 0 0"
        ),
        "",
        ["c", "m", "p"],
    ),
    "processors alone": ("cgroup {0}/c cgroup rw,cpu 0 0", "", []),
    "one of two": ("cgroup {0}/m cgroup rw,memory 0 0", "", []),
    "none": ("proc /proc proc rw 0 0", "", []),
}


@pytest.mark.parametrize("name", MOUNTED)
def test_trees_are_those_that_offer_what_is_needed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, offered, expected = MOUNTED[name]
    (tmp_path / "v2").mkdir()
    (tmp_path / "v2" / "cgroup.controllers").write_text(offered)
    (tmp_path / "mounts").write_text(lines.format(tmp_path))
    monkeypatch.setattr(groups, "MOUNTS", tmp_path / "mounts")

    assert [tree.top.name for tree in groups._trees()] == expected


@pytest.mark.parametrize(
    ("own", "given_away", "expected"),
    [
        ("system.slice/lms.service", "system.slice/lms.service", "system.slice/lms.service"),
        (
            "system.slice/lms.service/platform",
            "system.slice/lms.service",
            "system.slice/lms.service",
        ),
        ("user.slice/session-1.scope", "", "made"),
        ("", "", "made"),
    ],
)
def test_our_group_is_the_one_given_away_to_us_or_else_one_of_roots_making(
    own: str, given_away: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cgroup = tmp_path / "cgroup"
    cgroup.write_text(f"0::/{own}\n")
    monkeypatch.setattr(groups, "MEMBERSHIP", cgroup)
    marked = tmp_path / given_away
    monkeypatch.setattr(
        groups, "_mark", lambda group, _name: b"1" if given_away and group == marked else b""
    )
    tree = Tree(tmp_path, ("memory", "pids"), unified=True)
    names = {"made": tree.made(tmp_path)}

    assert tree.base(tmp_path) == names.get(expected, tmp_path / expected)


def test_a_containers_own_top_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cgroup").write_text("0::/\n")
    (tmp_path / "cgroup.type").write_text("domain\n")
    monkeypatch.setattr(groups, "MEMBERSHIP", tmp_path / "cgroup")

    assert Tree(tmp_path, (), unified=True).base(tmp_path) == tmp_path


def test_nothing_is_told_where_nothing_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "hub" / "groups.json"
    note.parent.mkdir()
    note.write_text("{}")
    top = tmp_path / "missing"
    tree = Tree(top, ("memory", "pids"), unified=False)
    monkeypatch.setattr(groups, "_trees", lambda: [tree])

    groups.divide(State(tmp_path))

    assert not note.exists()

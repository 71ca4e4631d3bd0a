"""The supervisor, with real processes: kept alive, stopped whole, one a folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms.env import BASE_DIR
from lms.runtime.process import Process, descendants
from lms.runtime.state import State

# The supervisor adopts orphans and catches signals, so it runs in a process of its own.
DRIVER = """
import sys
from pathlib import Path
from lms.runtime.process import Process
from lms.runtime.state import State
from lms.runtime.supervisor import Supervisor, mark
import os

state = State(Path(sys.argv[1]))
state.prepare()
environment = dict(os.environ) | mark(state)
with Supervisor(state) as supervisor:
    supervisor.start("one", *[
        Process(name=f"p{n}", command=["sh", "-c", text], environment=environment,
                log=state.logs / f"p{n}.log")
        for n, text in enumerate(sys.argv[2:])
    ])
    supervisor.run()
"""


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path)


@pytest.fixture
def supervise(state: State) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def run(*commands: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", DRIVER, str(state.root), *commands]
        process = subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)
        started.append(process)
        wait_until(lambda: len(state.running().get("processes", {})) == len(commands))
        return process

    yield run
    for process in started:
        process.terminate()
        process.communicate(timeout=15)


def wait_until(true: Callable[[], object], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)


def pid_of(state: State, name: str = "p0") -> int:
    return int(state.running()["processes"][name]["pid"])


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:  # it ends whenever it likes, even between opening and reading
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_killed_process_is_started_again(
    state: State, supervise: Callable[..., subprocess.Popen[str]]
) -> None:
    supervise("exec sleep 60")
    first = pid_of(state)

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: pid_of(state) not in {0, first})
    assert state.running()["processes"]["p0"]["restarts"] == 1


def test_stopping_ends_the_stubborn_and_their_detached_children(
    state: State, supervise: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    supervisor = supervise(
        "trap '' TERM INT; while true; do sleep 1; done",
        f"setsid sh -c 'trap \"\" TERM; echo $$ > {tmp_path}/detached; sleep 61' & sleep 62",
    )
    detached = tmp_path / "detached"
    wait_until(lambda: detached.exists() and detached.read_text().strip())
    everybody = descendants(supervisor.pid)
    assert int(detached.read_text()) in everybody

    began = time.monotonic()
    supervisor.terminate()
    supervisor.wait(timeout=15)

    assert time.monotonic() - began < 10
    assert [pid for pid in everybody if alive(pid)] == []
    assert not (state.run / "status.json").exists()


def test_children_die_with_a_killed_supervisor(
    state: State, supervise: Callable[..., subprocess.Popen[str]]
) -> None:
    supervisor = supervise("exec sleep 60")
    child = pid_of(state)

    supervisor.kill()
    supervisor.wait()

    wait_until(lambda: not alive(child))
    assert not alive(child)


def test_a_new_start_ends_what_a_killed_supervisor_left_behind(
    state: State, supervise: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    first = supervise(f"trap '' TERM; echo $$ > {tmp_path}/pid; while true; do sleep 1; done")
    wait_until((tmp_path / "pid").exists)
    stubborn = int((tmp_path / "pid").read_text())
    first.kill()
    first.wait()
    (state.run / "status.json").unlink()
    assert alive(stubborn)

    supervise("exec sleep 60")

    assert not alive(stubborn)


def test_a_second_supervisor_of_one_folder_is_refused(
    state: State, supervise: Callable[..., subprocess.Popen[str]]
) -> None:
    supervise("exec sleep 60")

    second = subprocess.run(
        [sys.executable, "-c", DRIVER, str(state.root), "exec sleep 60"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    assert "The platform runs already" in second.stderr


def test_a_process_that_fails_at_once_waits_longer_each_time(tmp_path: Path) -> None:
    process = Process(name="p", command=["false"], environment=os.environ, log=tmp_path / "log")

    pauses = []
    for _ in range(8):
        process.started = time.monotonic()
        process.ended()
        pauses.append(process.pause)

    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_log_is_cut_and_one_older_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.runtime.process.LARGEST_LOG", 3)
    log = tmp_path / "web.log"
    log.write_text("long\n")

    Process(name="p", command=["true"], environment={}, log=log).trim_log()

    assert log.read_text() == ""
    assert (tmp_path / "web.log.1").read_text() == "long\n"


def test_what_a_dead_process_had_detached_goes_with_it(
    state: State, supervise: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    detached = f"env -i setsid sh -c 'echo $$ > {tmp_path}/detached; exec sleep 61'"
    supervise(f"test -e {tmp_path}/detached || {detached} & sleep 60", "exec sleep 60")
    wait_until(lambda: (tmp_path / "detached").exists() and (tmp_path / "detached").read_text())
    other = pid_of(state, "p1")
    orphan = int((tmp_path / "detached").read_text())

    os.kill(pid_of(state, "p0"), signal.SIGKILL)

    wait_until(lambda: not alive(orphan))
    assert pid_of(state, "p1") == other

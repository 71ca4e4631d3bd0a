"""The self-test stops every attack in the box, and would notice each one outside it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from labs.grading import selftest
from labs.grading.box import INSIDE, Box
from labs.grading.errors import SandboxMissing
from labs.grading.readiness import problem, result_file


def test_every_attack_is_stopped(box: Box) -> None:
    assert [one for one in selftest.run(box) if one.through] == []


def test_the_attacks_come_through_without_a_box(tmp_path: Path) -> None:
    """Those that do no harm: proof that the self-test could notice them."""
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import attacks\n"
        "host = json.loads(sys.argv[2])\n"
        "tried = (attacks.host_files, attacks.network, attacks.unix_sockets, attacks.rights)\n"
        "print(json.dumps([bool(one(host)) for one in tried]))"
    )
    with selftest._host(tmp_path) as host:
        command = [sys.executable, "-c", code, str(INSIDE), json.dumps(host)]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)

    assert json.loads(done.stdout) == [True, True, True, True]


def test_root_is_refused_without_an_account(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(SandboxMissing):
        Box(python=box.python, run_as="").require()
    with pytest.raises(SandboxMissing):
        Box(python=box.python, run_as="root").require()


def test_a_machine_without_bubblewrap_is_told_what_to_install(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if name == "bwrap" else f"/bin/{name}")

    with pytest.raises(SandboxMissing, match="bubblewrap"):
        box.require()


def test_labs_stay_shut_while_anything_comes_through(
    settings: Any, tmp_path: Path, run_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATE_DIR, settings.LAB_RUN_AS = tmp_path, run_as
    leak = [selftest.Finding(attack="network", through="127.0.0.1")]
    monkeypatch.setattr(selftest, "run", lambda _box: leak)
    kept = selftest.check_and_keep()
    shut = (problem() == kept != "", (result_file().parent / "lab.bpf").exists())
    monkeypatch.setattr(selftest, "run", lambda _box: [])

    selftest.check_and_keep()

    assert shut == (True, False)
    assert (problem(), (result_file().parent / "lab.bpf").exists()) == ("", True)

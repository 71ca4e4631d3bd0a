"""The settings as a public installation has them."""

import os
import subprocess
import sys
from pathlib import Path

from lms.env import BASE_DIR
from lms.runtime import keys


def test_production_settings_pass_the_deployment_checks(tmp_path: Path) -> None:
    keys.ensure_secrets(tmp_path / "secrets")
    (tmp_path / "vendor").mkdir()
    settings = {
        "STATE_DIR": str(tmp_path),
        "ENV_FILE": os.devnull,
        "SITE_URL": "https://hoc.example.vn",
        "HUB_URL": "https://hub.example.vn",
        "ALLOWED_HOSTS": "hoc.example.vn",
        "SECURE": "1",
        "PATH": os.environ["PATH"],
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE_DIR,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (1 silenced).",
    ), done.stderr

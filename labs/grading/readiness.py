"""Whether this machine boxes code safely, as the last self-test found it."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from labs.grading.box import this_machine
from labs.grading.errors import SandboxMissing


def result_file() -> Path:
    """Where the self-test leaves what it found."""
    return Path(settings.STATE_DIR) / "hub" / "sandbox.json"


def problem() -> str:
    """Empty when labs can be used; else one sentence that says what is missing."""
    try:
        this_machine().require()
    except SandboxMissing as error:
        return str(error)
    path = result_file()
    try:
        found = _read(str(path), path.stat().st_mtime_ns)
    except OSError:
        return _("The practice rooms have not been set up on this machine yet.")
    return found


@cache
def _read(path: str, _changed: int) -> str:
    return str(json.loads(Path(path).read_text(encoding="utf-8"))["problem"])

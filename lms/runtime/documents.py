"""The documents that repeat the settings: written from `Env` by `make fmt`, held to it by tests."""

import re
import sys
from dataclasses import Field, fields
from pathlib import Path

from lms.env import BASE_DIR, Env

HEAD = """\
# Copy to .env and set what differs; every line shows the default. A secret may also be given as a
# file, by NAME_FILE=/path, and is made once into the state folder where none is given.
"""
START, END = "<!-- settings: written by make fmt -->", "<!-- end of settings -->"


def example() -> str:
    """The text of `.env.example`."""
    entries = (f"# {item.metadata['doc']}\n#{item.name}={_default(item)}\n" for item in fields(Env))
    return HEAD + "\n" + "\n".join(entries)


def table() -> str:
    """The README's table of settings."""
    rows = [f"| `{item.name}` | {item.metadata['doc']} | {_cell(item)} |" for item in fields(Env)]
    return "\n".join(["| Variable | What it is for | Default |", "|---|---|---|", *rows])


def _default(item: Field[object]) -> str:
    if item.type is bool:
        return str(int(bool(item.default)))
    return "var" if item.type is Path else str(item.default)


def _cell(item: Field[object]) -> str:
    if item.metadata["secret"]:
        return "secret"
    default = _default(item)
    return f"`{default}`" if default else ""


def expected() -> dict[Path, str]:
    """Both documents as they should read."""
    readme = BASE_DIR / "README.md"
    block = f"{START}\n{table()}\n{END}"
    pattern = re.escape(START) + ".*?" + re.escape(END)
    text = re.sub(pattern, lambda _: block, readme.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {BASE_DIR / ".env.example": example(), readme: text}


def stale() -> list[str]:
    """The documents that no longer say what `Env` says."""
    documents = expected().items()
    return [path.name for path, text in documents if path.read_text(encoding="utf-8") != text]


def rewrite() -> None:
    """Bring both documents in step."""
    for path, text in expected().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        rewrite()
    elif behind := stale():
        sys.exit(f"Not in step with lms/env.py: {', '.join(behind)}. `make fmt` writes them anew.")

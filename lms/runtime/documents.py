"""The documents that repeat the settings: written from `Env` by `make fmt`, held to it by tests."""

import re
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


def rewrite() -> None:
    """Bring both documents in step."""
    (BASE_DIR / ".env.example").write_text(example(), encoding="utf-8")
    readme = BASE_DIR / "README.md"
    text = readme.read_text(encoding="utf-8")
    block = f"{START}\n{table()}\n{END}"
    pattern = re.escape(START) + ".*?" + re.escape(END)
    readme.write_text(re.sub(pattern, lambda _: block, text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    rewrite()

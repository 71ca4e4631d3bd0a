"""The components' translations, gathered into one compiled catalogue in the state folder.

One catalogue a domain (pages, and scripts of the administration), because Django reads each at
every start, and because a sentence translated in two ways in two components is a mistake that
this finds.
"""

from pathlib import Path

import polib

from lms.env import BASE_DIR, env

APPS = ("lms", "courses", "labs", "certificates", "transfer")
LANGUAGE = "vi"
OVERLAYS = "overlays"  # what is translated there belongs to other packages
DOMAINS = ("django", "djangojs")


def sources(domain: str = "django") -> list[Path]:
    """Every component's catalogue of a domain."""
    pattern = f"locale/{LANGUAGE}/LC_MESSAGES/{domain}.po"
    return sorted(path for app in APPS for path in (BASE_DIR / app).rglob(pattern))


def merged(paths: list[Path]) -> polib.POFile:
    """All entries of the catalogues; the first translation of a sentence holds."""
    whole = polib.POFile()
    whole.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
        "Language": LANGUAGE,
    }
    seen: set[tuple[str | None, str]] = set()
    for path in paths:
        for entry in polib.pofile(str(path)).translated_entries():
            if (entry.msgctxt, entry.msgid) not in seen:
                seen.add((entry.msgctxt, entry.msgid))
                whole.append(entry)
    return whole


def conflicts(paths: list[Path]) -> list[str]:
    """Sentences that two catalogues of ours translate differently, with the two translations."""
    known: dict[tuple[str | None, str], tuple[str, Path]] = {}
    found = []
    for path in (path for path in paths if OVERLAYS not in path.parts):
        for entry in polib.pofile(str(path)).translated_entries():
            text = entry.msgstr or "\0".join(entry.msgstr_plural.values())
            other = known.setdefault((entry.msgctxt, entry.msgid), (text, path))
            if other[0] != text:
                found.append(f"{entry.msgid!r}: {other[0]!r} ({other[1]}), {text!r} ({path})")
    return found


def compile_all(state: Path) -> Path:
    """Write the catalogues that Django reads, but for those newer than every source."""
    folder = state / "locale" / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    for domain in DOMAINS:
        target = folder / f"{domain}.mo"
        paths = sources(domain)
        newest = max((path.stat().st_mtime for path in paths), default=0)
        if not target.exists() or target.stat().st_mtime < newest:
            merged(paths).save_as_mofile(str(target))
    return folder


if __name__ == "__main__":
    compile_all(env.STATE_DIR)

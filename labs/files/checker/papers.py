"""The checks of a document."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from labs.files.checker.document import Paper
from labs.files.checker.layout import layout
from labs.files.checker.sheets import squeezed
from labs.files.checker.verdict import RIGHT, Verdict, summed_up, wrong

Given = Mapping[str, Any]
_PLACE = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")


def check_document(paper: Paper, given: Given, job: Given) -> Verdict:
    """One check; what was drawn for this learner stands in for `{{name}}`."""
    facts = job["inputs"][0] if job["inputs"] else {}
    filled = {name: _filled(value, facts) for name, value in given.items()}
    return _CHECKS[given["type"]](paper, filled, job)


def _filled(value: Any, facts: Given) -> Any:
    if isinstance(value, str):
        return _PLACE.sub(lambda match: str(facts.get(match[1], match[0])), value)
    return [_filled(one, facts) for one in value] if isinstance(value, list) else value


def check_layout(paper: Paper, given: Given, job: Given) -> Verdict:
    """One element of the layout of administrative papers."""
    return layout(paper, given, job["layout"])


def check_text(paper: Paper, given: Given, _job: Given) -> Verdict:
    """Words that must stand in one paragraph each, cased as given where that counts."""
    texts = [_plain(one.text) for one in paper.paragraphs]
    if not given.get("cased"):
        texts = [squeezed(one) for one in texts]
    wanted = [_plain(one) if given.get("cased") else squeezed(one) for one in given["texts"]]
    return summed_up(
        RIGHT if any(one in text for text in texts) else wrong("no_text", wanted=original)
        for one, original in zip(wanted, given["texts"], strict=True)
    )


def check_heading(paper: Paper, given: Given, _job: Given) -> Verdict:
    """Headings made with heading styles, not by hand."""
    level, wanted = int(given["level"]), int(given["count"])
    found = [one for one in paper.paragraphs if one.text.strip() and _level(one) == level]
    texts = [str(one) for one in given.get("texts") or ()]
    if texts:
        said = {squeezed(one.text) for one in found}
        return summed_up(
            RIGHT if squeezed(one) in said else wrong("no_heading", wanted=one) for one in texts
        )
    if len(found) >= wanted:
        return RIGHT
    share = round(len(found) / wanted, 6)
    facts = {"found": len(found), "wanted": wanted}
    state = "partly" if share else "wrong"
    return Verdict(state=state, share=share, reason="few_headings", facts=facts)


def check_table(paper: Paper, given: Given, _job: Given) -> Verdict:
    """A table with these heads and at least so many rows under them."""
    wanted = [squeezed(one) for one in given["names"]]
    tables = [one for one in paper.tables if one]
    if not tables:
        return wrong("no_table")
    heads = [[squeezed(cell) for cell in table[0]] for table in tables]
    fitting = [table for table, head in zip(tables, heads, strict=True) if head == wanted]
    if wanted and not fitting:
        return wrong("other_head", wanted=", ".join(given["names"]))
    rows = max(
        sum(1 for row in table[1:] if any(cell.strip() for cell in row))
        for table in (fitting or tables)
    )
    least = int(given.get("rows") or 0)
    if rows >= least:
        return RIGHT
    facts = {"found": rows, "wanted": least}
    return Verdict(
        state="partly", share=round(0.5 * rows / least, 6), reason="few_rows", facts=facts
    )


def _level(one: Any) -> int:
    match = re.fullmatch(r"heading (\d)", one.style)
    return int(match[1]) if match else int(one.level)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_CHECKS: dict[str, Callable[[Paper, Given, Given], Verdict]] = {
    "layout": check_layout,
    "text": check_text,
    "heading": check_heading,
    "doc_table": check_table,
}

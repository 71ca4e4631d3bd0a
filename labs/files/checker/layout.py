"""The layout of administrative papers: each element a handful of rules, the figures given as data.

An element's share is the share of its rules that hold; the faults are told with what was found.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from labs.files.checker.document import Paper, Paragraph, Section
from labs.files.checker.verdict import RIGHT, Verdict, wrong

Given = Mapping[str, Any]
Rule = tuple[bool, str, Any, Any]
MAX_FAULTS = 4


def layout(paper: Paper, given: Given, figures: Given) -> Verdict:
    """One element of the layout."""
    element = given["element"]
    rules = list(_ELEMENTS[element](paper, given, figures))
    faults = [(code, found, needed) for holds, code, found, needed in rules if not holds]
    if not faults:
        return RIGHT
    share = round(1 - len(faults) / len(rules), 6)
    told = _told(faults)
    if faults[0][0] == "missing" or faults[0][0].startswith("no_"):
        return wrong("layout", faults=told[:1])
    state = "partly" if share > 0 else "wrong"
    facts = {"faults": told[:MAX_FAULTS]}
    return Verdict(state=state, share=share, reason="layout", facts=facts)


def _told(faults: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Each fault once, with the number of places that have it."""
    once = [one for place, one in enumerate(faults) if one not in faults[:place]]
    return [(*one, faults.count(one)) for one in once]


def _page(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
    wanted = figures["page"]
    for name in ("width", "height"):
        yield _near(paper, name, [wanted[name], wanted[name]], wanted["tolerance"])


def _margins(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
    wanted = figures["margins"]
    for name in ("top", "bottom", "left", "right"):
        yield _near(paper, name, wanted[name], wanted["tolerance"])


def _near(paper: Paper, name: str, wanted: Sequence[float], tolerance: float) -> Rule:
    found = [round(one.page.get(name, 0), 1) for one in paper.sections] or [0.0]
    low, high = wanted[0] - tolerance, wanted[1] + tolerance
    worst = next((one for one in found if not low <= one <= high), found[0])
    return low <= worst <= high, f"page_{name}", worst, list(wanted)


def _typeface(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
    wanted = set(figures["typeface"])
    runs = [run for one in paper.paragraphs for run in one.runs if run.text.strip()]
    if not runs:
        yield False, "no_typeface", "", ""
    for run in runs:
        faces = {str(run.look.get(f"font_{one}", "")) for one in ("ascii", "hAnsi")}
        other = sorted(faces - wanted)
        yield not other, "typeface", other[0] if other else "", figures["typeface"][0]


def _body(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
    wanted = figures["body"]
    body = [
        one
        for one in paper.paragraphs
        if not one.in_table and len(one.text.strip()) >= wanted["from_letters"]
    ]
    if not body:
        yield False, "no_body", "", wanted["from_letters"]
    for one in body:
        yield _sized(one, wanted["size"])
        yield one.look.get("align") == "both", "justified", one.look.get("align", "left"), "both"
        indent = round(float(one.look.get("first_line", 0)), 1)
        low, high = (
            end + way * wanted["tolerance"]
            for end, way in zip(wanted["first_line"], (-1, 1), strict=True)
        )
        yield low <= indent <= high, "first_line", indent, wanted["first_line"]
        space = max(float(one.look.get("before", 0)), float(one.look.get("after", 0)))
        yield space >= wanted["spacing"], "spacing", space, wanted["spacing"]
        yield _lined(one, wanted["line"])


def _lined(one: Paragraph, wanted: Sequence[float]) -> Rule:
    line = round(float(one.look.get("line", 1)), 2)
    fixed = one.look.get("line_rule", "auto") != "auto"
    return fixed or wanted[0] - 0.01 <= line <= wanted[1] + 0.01, "line", line, list(wanted)


def _sized(one: Paragraph, wanted: Sequence[float]) -> Rule:
    sizes = [float(size or 10) for size in one.values("size")] or [0.0]
    odd = next((size for size in sizes if not wanted[0] <= size <= wanted[1]), sizes[0])
    return wanted[0] <= odd <= wanted[1], "size", odd, list(wanted)


def _looks(one: Paragraph, wanted: Given) -> Iterator[Rule]:
    """What the figures say of a line: its size, and bold, italic, align where named."""
    yield _sized(one, wanted["size"])
    for name in ("bold", "italic"):
        if name in wanted:
            yield one.all_runs(name, wanted[name]), name, "", ""
    if "align" in wanted:
        align = one.look.get("align", "left")
        yield align == wanted["align"], "centred", align, wanted["align"]


def _line_of(text: str) -> Callable[[Paper, Given, Given], Iterator[Rule]]:
    """A line whose words the figures give: found however it is cased, judged as it is written."""

    def rules(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
        wanted = figures[text]
        one = _first(paper, lambda said: _same(said, wanted["text"]))
        if one is None:
            yield False, "missing", "", wanted["text"]
            return
        yield _plain(one.text) == wanted["text"], "wording", _plain(one.text), wanted["text"]
        yield from _looks(one, wanted)

    return rules


def _pattern(element: str, begins: str) -> Callable[[Paper, Given, Given], Iterator[Rule]]:
    """A line of a certain form."""

    def rules(paper: Paper, given: Given, figures: Given) -> Iterator[Rule]:
        wanted = figures[element]
        one = _first(paper, lambda said: re.search(begins, said) is not None)
        if one is None:
            yield False, f"no_{element}", "", ""
            return
        said = _plain(one.text)
        yield re.fullmatch(wanted["pattern"], said) is not None, "form", said, ""
        if given.get("text"):
            yield said == _plain(given["text"]), "wording", said, given["text"]
        yield from _looks(one, wanted)

    return rules


def _named(element: str) -> Callable[[Paper, Given, Given], Iterator[Rule]]:
    """A line whose words the author gives: the issuing body, the name of the paper, the signer."""

    def rules(paper: Paper, given: Given, figures: Given) -> Iterator[Rule]:
        wanted = figures[element]
        one = _first(paper, lambda said: _same(said, given.get("text", "")))
        if one is None:
            yield False, "missing", "", given.get("text", "")
            return
        said = _plain(one.text)
        if wanted.get("capitals"):
            yield said == said.upper(), "capitals", said, ""
        yield from _looks(one, wanted)

    return rules


def _subject(paper: Paper, given: Given, figures: Given) -> Iterator[Rule]:
    wanted = figures["subject"]
    one = _first(paper, lambda said: said.startswith(wanted["starts"]))
    if one is None:
        yield False, "no_start", "", wanted["starts"]
        return
    yield from _looks(one, wanted)
    if given.get("text"):
        said = _plain(one.text)
        yield _folded(given["text"]) in _folded(said), "wording", said, given["text"]


def _page_number(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
    """Centred at the head of the page, from the second page on."""
    wanted = figures["page_number"]
    first = paper.sections[0] if paper.sections else None
    if first is None or not any("PAGE" in words for words in first.fields.values()):
        yield False, "no_page_number", "", ""
        return
    on_top = "PAGE" in first.fields.get("header_default", frozenset())
    yield on_top, "page_number_top", "", ""
    yield _hidden_on_first(first), "page_number_first", "", ""
    lines = [one for one in first.headers.get("header_default", ()) if one.runs]
    align = lines[0].look.get("align", "left") if lines else "left"
    yield align == wanted["align"], "centred", align, wanted["align"]


def _hidden_on_first(section: Section) -> bool:
    on_first = {
        word
        for key, words in section.fields.items()
        if key in ("header_first", "footer_first")
        for word in words
    }
    return section.first_differs and "PAGE" not in on_first


def _recipients(paper: Paper, _given: Given, figures: Given) -> Iterator[Rule]:
    wanted = figures["recipients"]
    texts = [_plain(one.text) for one in paper.paragraphs]
    start = next((n for n, said in enumerate(texts) if said.startswith(wanted["starts"])), None)
    if start is None:
        yield False, "no_start", "", wanted["starts"]
        return
    yield from _looks(paper.paragraphs[start], wanted)
    below = [one for one in paper.paragraphs[start + 1 :] if _plain(one.text).startswith("-")]
    last = _plain(below[-1].text) if below else ""
    yield wanted["last"] in last, "recipients_last", last, wanted["last"]
    for one in below:
        _holds, _code, found, _needed = _sized(one, wanted["list_size"])
        yield _holds, "list_size", found, wanted["list_size"]


def _first(paper: Paper, fits: Callable[[str], bool]) -> Paragraph | None:
    return next((one for one in paper.paragraphs if fits(_plain(one.text))), None)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("–", "-")).strip()


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _same(said: str, wanted: str) -> bool:
    return bool(wanted) and _folded(said) == _folded(wanted)


_ELEMENTS: dict[str, Callable[[Paper, Given, Given], Iterator[Rule]]] = {
    "page": _page,
    "margins": _margins,
    "typeface": _typeface,
    "body": _body,
    "country": _line_of("country"),
    "motto": _line_of("motto"),
    "issuer": _named("issuer"),
    "number": _pattern("number", r"^Số\b"),
    "place_date": _pattern("place_date", r"ngày\b.*\btháng\b.*\bnăm"),
    "subject": _subject,
    "name": _named("name"),
    "page_number": _page_number,
    "recipients": _recipients,
    "signature": _named("signature"),
}

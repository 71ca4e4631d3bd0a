"""Notebooks as HTML: what is shown, and that nothing of a learner's can run."""

import base64
import json
from typing import Any

import pytest
from django.test import override_settings
from django.utils.translation import override
from playwright.sync_api import Browser, Page

from courses.activities.models import Activity
from labs.assignments.notebook import NotANotebook
from labs.submissions import rendering
from labs.submissions.rendering import clean, shown_cells
from lms.accounts.models import User
from tests.accessibility import open_as
from tests.factories import labs as make
from tests.labs.submissions.conftest import learner_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
RUNS = "console.log('RAN');fetch('/ran');document.title='RAN';alert('RAN')"
VECTORS = [
    f"<script>{RUNS}</script>",
    f'<img src=x onerror="{RUNS}">',
    f'<svg onload="{RUNS}"><script>{RUNS}</script></svg>',
    f'<a href="javascript:{RUNS}">x</a>',
    f"[x](javascript:{RUNS})",
    f'<iframe srcdoc="<script>{RUNS}</script>"></iframe>',
    f'<iframe src="javascript:{RUNS}"></iframe>',
    f'<math><mtext></form><form><mglyph><style></math><img src onerror="{RUNS}">',
    f'<details open ontoggle="{RUNS}">x</details>',
    f'<body onload="{RUNS}">',
    f'<object data="data:text/html,<script>{RUNS}</script>"></object>',
    '<meta http-equiv="refresh" content="0;url=https://example.invalid/ran">',
    '<link rel="stylesheet" href="https://example.invalid/ran.css">',
    '<style>@import "https://example.invalid/ran.css";*{background:url(https://example.invalid/r)}</style>',
    '<img src="https://example.invalid/ran.png">',
    "![x](https://example.invalid/ran.png)",
    '<form action="https://example.invalid/ran"><button formaction="javascript:1">x</button>',
    f"</pre></code></main><script>{RUNS}</script>",
    f"-->]]></title></textarea></noscript><script>{RUNS}</script>",
    f'<noscript><p title="</noscript><img src=x onerror={RUNS}>">',
    f'<input autofocus onfocus="{RUNS}"><base href="https://example.invalid/">',
    f'<p style="background:url(javascript:{RUNS})" class="x" id="main">x</p>',
    f'<template><script>{RUNS}</script></template><video><source onerror="{RUNS}"></video>',
]


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells}).encode()


def text(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source} | more


def code(*outputs: dict[str, Any], source: str = "") -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs)}


def display(**data: Any) -> dict[str, Any]:
    bundle = {kind.replace("__", "+").replace("_", "/"): value for kind, value in data.items()}
    return {"output_type": "display_data", "data": bundle}


def test_markdown_becomes_html_of_few_tags() -> None:
    (cell,) = shown_cells(notebook(text("# Một\n\n**đậm** <u>gạch</u>\n\n|a|b|\n|-|-|\n|1|2|")))

    assert cell.html.startswith("<h1>Một</h1>\n<p><strong>đậm</strong> gạch</p>\n<table>")


@pytest.mark.parametrize("vector", VECTORS)
def test_cleaned_html_holds_no_address_handler_or_script(vector: str) -> None:
    found = clean(vector).lower()

    for part in ("script", "onerror", "onload", "href", "src", "style", "<form", "<svg", "url("):
        assert f"<{part}" not in found
        assert f" {part}=" not in found


def test_the_richest_safe_form_of_an_output_is_shown() -> None:
    image = base64.b64encode(PNG).decode()
    outputs = shown_cells(
        notebook(
            code(
                display(image_png=image, text_plain="x"),
                display(text_html="<table><tr><td onclick='x'>1</td></tr></table>"),
                display(text_plain=["a", "b"]),
                display(application_javascript=RUNS),
                {"output_type": "stream", "text": "\x1b[31mđỏ\x1b[0m\x00"},
                {"output_type": "error", "traceback": ["\x1b[0;31mLỗi\x1b[0m", "<b>"]},
            )
        )
    )[0].outputs

    assert outputs[0].image == f"data:image/png;base64,{image}"
    assert outputs[1].html == "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert [one.text for one in outputs[2:]] == ["ab", "", "đỏ", "Lỗi\n<b>"]
    assert outputs[3].note
    assert outputs[5].is_error


@pytest.mark.parametrize(
    "data",
    [
        {"image_png": base64.b64encode(b"<svg onload=x>").decode()},
        {"image_png": "không phải"},
        {"image_png": 5},
        {"image_svg__xml": "<svg onload='x'/>"},
        {"image_jpeg": base64.b64encode(PNG).decode()},
    ],
)
def test_what_is_no_image_is_not_shown_as_one(data: dict[str, Any]) -> None:
    output = shown_cells(notebook(code(display(**data))))[0].outputs[0]

    assert (output.image, output.html) == ("", "")
    assert output.note


def test_images_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "MAX_IMAGES", 2 * len(PNG))
    one = display(image_png=base64.b64encode(PNG).decode())

    outputs = shown_cells(notebook(code(one, one, one)))[0].outputs

    assert [bool(output.image) for output in outputs] == [True, True, False]


def test_pasted_images_are_shown_after_the_text() -> None:
    image = base64.b64encode(PNG).decode()
    pasted = {"a.png": {"image/png": image}, "b.svg": {"image/svg+xml": "<svg/>"}}
    source = "Hình: ![mô tả](attachment:a.png) ![x](attachment:b.svg) ![y](attachment:c)"

    (cell,) = shown_cells(notebook(text(source, attachments=pasted)))

    assert cell.html == "<p>Hình: mô tả x y</p>\n"
    assert [bool(one.image) for one in cell.images] == [True, False]


def test_everything_is_bounded() -> None:
    long = "x" * (rendering.MAX_TEXT + 1)
    outputs = [{"output_type": "stream", "text": long}] * (rendering.MAX_OUTPUTS + 5)
    cells = [code(*outputs, source=long), *[text("a")] * rendering.MAX_CELLS]

    shown = shown_cells(notebook(*cells))

    assert len(shown) == rendering.MAX_CELLS
    assert len(shown[0].source) == rendering.MAX_TEXT
    assert len(shown[0].outputs) == rendering.MAX_OUTPUTS + 1
    with override("vi"):
        assert shown_cells(notebook(cells[0]))[0].note == "Đã rút gọn: phần còn lại ở trong tệp."


@pytest.mark.parametrize(
    "html", ["<div>" * 30_000, "<table>" * 5_000, "&" * 100_000, "<b " + "a=1 " * 20_000]
)
def test_html_made_to_be_slow_is_not(html: str) -> None:
    assert len(clean(html)) <= 600_000


@pytest.mark.parametrize("source", ["[" * 20_000, "> " * 10_000, "*a " * 6_000, "`" * 20_000])
def test_markdown_made_to_be_slow_is_not(source: str) -> None:
    assert shown_cells(notebook(text(source)))[0].kind == "markdown"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b'{"nbformat": 4, "cells": {}}'])
def test_what_is_no_notebook_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotANotebook):
        shown_cells(content)


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"cell_type": 5, "source": {"a": 1}, "outputs": "x", "attachments": []},
        {"cell_type": "code", "outputs": [1, None, {"output_type": "display_data", "data": []}]},
        {"cell_type": "code", "outputs": [{"output_type": "error", "ename": {}, "evalue": None}]},
        {"cell_type": "markdown", "source": [1, "a"], "attachments": {"a": {"image/png": {}}}},
    ],
)
def test_cells_of_the_wrong_shape_break_nothing(cell: dict[str, Any]) -> None:
    assert len(shown_cells(notebook(cell))) == 1


def hostile() -> bytes:
    """Every vector in every place of a notebook from which something could be shown."""
    cells = []
    for vector in VECTORS:
        named = {"nbgrader": {"grade_id": vector}, "tags": [vector], "name": vector}
        outputs = [
            display(text_html=vector, text_plain=vector),
            display(image_svg__xml=vector, application_javascript=vector),
            display(text_markdown=vector, text_latex=vector),
            display(image_png=vector),
            {"output_type": "stream", "name": vector, "text": vector},
            {"output_type": "error", "ename": vector, "evalue": vector, "traceback": [vector]},
            {"output_type": vector, "data": {vector: vector}},
        ]
        cells += [
            text(vector, metadata=named, attachments={vector: {"image/png": vector}}),
            text(f"![{vector}](attachment:{vector})", id=vector),
            code(*outputs, source=vector) | {"metadata": named},
            {"cell_type": "raw", "source": vector, "metadata": named},
            {"cell_type": vector, "source": vector},
        ]
    return notebook(*cells, title=VECTORS[0], kernelspec={"name": VECTORS[1]})


def listen(page: Page) -> list[str]:
    """What the page says, asks or fetches that only a script of the learner's would."""
    heard: list[str] = []
    page.on("console", lambda said: "RAN" in said.text and heard.append(f"console {said.text}"))
    page.on("dialog", lambda asked: (heard.append("dialog"), asked.dismiss()))
    page.on("request", lambda sent: _foreign(sent.url) and heard.append(f"request {sent.url}"))
    page.on("popup", lambda _page: heard.append("popup"))
    return heard


def _foreign(url: str) -> bool:
    return "example.invalid" in url or url.endswith("/ran")


@pytest.mark.django_db(transaction=True)
@override_settings(DEBUG=False)
def test_nothing_of_a_hostile_notebook_runs_in_a_browser(
    lab: Activity, trainer: User, live_server: Any, browser: Browser
) -> None:
    learner = learner_of(lab, f'<img src=x onerror="{RUNS}">'[:120])
    attempt = make.attempt(activity=lab, learner=learner, content=hostile())
    make.marked(attempt, make.mark(VECTORS[1], "by_hand", None, 3))
    page = open_as(browser, f"{live_server.url}/labs/submissions/{lab.uuid}/", trainer)
    heard = listen(page)
    base = f"{live_server.url}/labs/submissions/attempts/{attempt.uuid}"

    for address in (f"{base}/", f"{base}/notebook/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for shown in page.frames:
            for link in shown.locator("a, summary, td").all()[:30]:
                link.dispatch_event("mouseover")
        page.wait_for_timeout(500)

    assert heard == []
    assert page.title() != "RAN"
    assert page.locator("section.cell").count() == 5 * len(VECTORS)
    assert page.locator("script, iframe, object, svg, form, link[href*=invalid]").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('pre')).backgroundColor") != ""
    _would_be_heard(page)
    page.context.close()


def _would_be_heard(page: Page) -> None:
    """The same vector is heard where nothing stops it; else this waits in vain."""
    bare = page.context.new_page()
    with bare.expect_console_message(lambda said: said.text == "RAN"):
        bare.set_content(VECTORS[1])


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "display_data", "data": {"image/png": [1, 2]}},
        {"output_type": "display_data", "data": {"text/html": "<b>\ud800</b>"}},
        {"output_type": "stream", "text": ["a\ud800", 5]},
        {"output_type": "error", "traceback": [{"a": [[]]}, "\udfff"]},
    ],
)
def test_an_output_of_a_wrong_shape_can_still_be_shown(output: dict[str, Any]) -> None:
    cell = make.plain("1") | {"outputs": [output]}

    shown = shown_cells(make.notebook(cell))[0].outputs[0]

    assert (shown.text + shown.html + shown.note).encode()


def test_text_that_would_take_long_to_lay_out_is_shown_as_typed() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": "![" * 10_000}

    shown = shown_cells(make.notebook(*[cell] * 30))

    assert [bool(one.html) for one in shown] == [True] * 10 + [False] * 20
    assert shown[-1].source == "![" * 10_000

"""The little Markdown of the lessons."""

from courses.demo.rich_text import html, inline, plain


def test_html_knows_headings_paragraphs_and_lists():
    lines = ["## Đầu đề", "Một dòng", "và tiếp.", "", "- một", "- hai", "1. trước", "2. sau"]

    assert html(lines) == (
        "<h2>Đầu đề</h2><p>Một dòng và tiếp.</p>"
        "<ul><li>một</li><li>hai</li></ul><ol><li>trước</li><li>sau</li></ol>"
    )


def test_html_escapes_what_is_not_a_mark():
    assert html(["a < b & `x > y`"]) == "<p>a &lt; b &amp; <code>x &gt; y</code></p>"


def test_inline_and_plain_agree_on_the_marks():
    assert inline("**đậm** và `=TRIM(B2)`") == "<b>đậm</b> và <code>=TRIM(B2)</code>"
    assert plain("**đậm** và `=TRIM(B2)`") == "đậm và =TRIM(B2)"

"""Rich text as shown: only the tags an author can make, whatever is stored."""

import nh3
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import expand_db_html

FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link", "blockquote", "hr", "superscript"]
SHORT_FEATURES = ["bold", "italic", "ul", "ol", "link"]
TAGS = {
    *("a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "i"),
    *("li", "ol", "p", "strong", "sub", "sup", "ul"),
}


def safe_html(source: str) -> str:
    """Stored rich text with links resolved and everything else but `TAGS` taken out."""
    return nh3.clean(
        expand_db_html(source), tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener"
    )


class SafeRichTextBlock(RichTextBlock):
    """Rich text that is cleaned when it is shown, so that an import cannot bring in a script."""

    def render_basic(self, value: object, context: object = None) -> str:
        """The cleaned text."""
        return safe_html(getattr(value, "source", "") or "")

"""Tags for the pieces of the design system that need more than markup.

Pieces that are markup alone are classes of components.css; `/styleguide/` shows both.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lms.kit.states import state_of

register = template.Library()

NOTICE_ICONS = {"info": "info", "good": "done", "warn": "warning", "bad": "warning"}
ROLES = {"": "", "status": ' role="status"', "alert": ' role="alert" tabindex="-1" autofocus'}


@register.simple_tag
@lru_cache(1024)
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; without a label it is decoration beside words."""
    href = f"{static('lms/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href
    )


@register.simple_tag
def state_badge(name: str, word: str = "") -> SafeString:
    """A state as icon and word; `word` replaces the usual one."""
    state = state_of(name)
    return format_html(
        '<span class="badge badge--{}">{}{}</span>',
        state.tone,
        icon(state.icon),
        word or state.word,
    )


@register.simple_tag
def state_line(name: str) -> SafeString:
    """A state without the frame of a badge, for outlines and cells."""
    state = state_of(name)
    return format_html("{} {}", icon(state.icon), state.word)


@register.inclusion_tag("lms/kit/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """A form field: label, hint, error beside it, control; described for screen readers."""
    described = []
    if hint or bound.help_text:
        described.append(f"{bound.auto_id}_hint")
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    attrs: dict[str, str | bool] = {}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": hint or bound.help_text,
        "is_group": many,
        "is_check": isinstance(widget, CheckboxInput),
    }


@register.inclusion_tag("lms/kit/progress.html")
def progress(value: float, maximum: float, label: str, words: str = "") -> dict[str, Any]:
    """A bar with its figures in words; never shown for what has not begun."""
    return {"value": value, "maximum": maximum or 1, "label": label, "words": words}


@register.inclusion_tag("lms/kit/cell.html")
def cell(state: str, number: str = "", href: str = "", words: str = "") -> dict[str, Any]:
    """A matrix cell: a number and the state in words; a link where one may look closer."""
    look = state_of(state)
    tone = "none" if look.tone in {"muted", "info"} else look.tone
    return {"look": look, "tone": tone, "number": number, "href": href, "words": words}


@register.inclusion_tag("lms/kit/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list, keeping the filters of the address."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    kept = f"{query.urlencode()}&" if query else ""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "kept": kept, "gap": page.paginator.ELLIPSIS}


@register.simple_block_tag
def notice(content: str, kind: str = "info", role: str = "") -> SafeString:
    """A boxed message: info, good, warn or bad; `role="alert"` for what just went wrong.

    The page opens at an alert, which may stand far down a lesson on a phone.
    """
    return format_html(
        '<div class="notice notice--{}"{}>{}<div class="notice__body">{}</div></div>',
        kind,
        SafeString(ROLES[role]),
        icon(NOTICE_ICONS[kind]),
        content,
    )


@register.simple_block_tag
def table_frame(content: str, label: str, extra: str = "") -> SafeString:
    """A frame in which a wide table scrolls, reachable by keyboard."""
    return format_html(
        '<div class="table-frame {}" role="region" aria-label="{}" tabindex="0">{}</div>',
        extra,
        label,
        content,
    )


@register.simple_block_tag
def empty(content: str, title: str, picture: str = "info") -> SafeString:
    """What a list shows when there is nothing: why, and what to do."""
    return format_html(
        '<div class="empty">{}<p class="empty__title">{}</p>{}</div>', icon(picture), title, content
    )


@register.simple_block_tag
def dialog(content: str, name: str, title: str, close: str) -> SafeString:
    """A dialog opened by a button with `data-dialog="<name>"` inside `<lms-dialog>`."""
    return format_html(
        '<dialog id="{0}" aria-labelledby="{0}-title"><div class="dialog__head">'
        '<h2 id="{0}-title">{1}</h2><form method="dialog"><button class="button button--plain'
        ' button--icon" aria-label="{2}">{3}</button></form></div>{4}</dialog>',
        name,
        title,
        close,
        icon("close"),
        content,
    )

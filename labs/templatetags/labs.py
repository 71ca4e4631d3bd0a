"""Points as people write them."""

from django import template

from labs.grading.words import points_words

register = template.Library()


@register.filter
def points(value: float | None) -> str:
    """A number of points without needless zeros; a dash where there is none."""
    return points_words(value)

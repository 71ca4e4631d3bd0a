"""What a trainer composes: inputs drawn for each learner, and checks as sentences with points."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

FEATURES = [
    ("sheet", _("The sheet is there")),
    ("table", _("The data are a Table")),
    ("filter", _("A filter is set up")),
    ("frozen", _("The heading row is frozen")),
    ("validation", _("Data validation is set up")),
    ("highlight", _("Conditional formatting is set up")),
    ("pivot", _("There is a PivotTable")),
    ("not_merged", _("No cells are merged")),
    ("landscape", _("The page is landscape")),
]
RULES = [
    ("day_first", _("Date as dd/mm/yyyy")),
    ("date", _("Any date format")),
    ("thousands", _("Number with thousands separated")),
    ("decimals", _("Number with one decimal")),
    ("percent", _("Percentage")),
    ("text", _("Text format")),
    ("bold", _("Bold letters")),
    ("centred", _("Centred")),
    ("filled", _("Background colour")),
    ("bordered", _("Borders on all sides")),
    ("wrapped", _("Wrapped text")),
]
CHARTS = [
    ("any", _("Any kind")),
    ("column", _("Columns or bars")),
    ("line", pgettext_lazy("chart", "Lines")),
    ("pie", _("Pie")),
]
ELEMENTS = [
    ("page", _("Paper size A4")),
    ("margins", _("Margins")),
    ("typeface", _("Typeface")),
    ("country", _("Name of the state (Quốc hiệu)")),
    ("motto", _("Motto (Tiêu ngữ)")),
    ("issuer", _("Name of the issuing body")),
    ("number", _("Number and symbol")),
    ("place_date", _("Place and date")),
    ("subject", _("Subject of an official letter (V/v)")),
    ("name", _("Name of the document")),
    ("body", _("Body paragraphs")),
    ("page_number", _("Page numbers")),
    ("recipients", _("Recipients")),
    ("signature", _("Name of the signer")),
]


class InputBlock(blocks.StructBlock):
    """Where a drawn value goes."""

    place = blocks.CharBlock(
        label=_("Place"),
        max_length=100,
        help_text=_("Cells such as Data!B2:B41, or in a document the name in {{name}}."),
    )


class NumbersBlock(InputBlock):
    """Whole numbers or steps between two ends."""

    low = blocks.FloatBlock(label=pgettext_lazy("number", "From"))
    high = blocks.FloatBlock(label=pgettext_lazy("number", "To"))
    step = blocks.FloatBlock(label=_("Step"), default=1, min_value=0.0001)

    class Meta:
        icon = "order"
        label = _("Numbers")


class ChoicesBlock(InputBlock):
    """One of a list."""

    options = blocks.ListBlock(blocks.CharBlock(max_length=250), label=_("Options"), min_num=2)

    class Meta:
        icon = "list-ul"
        label = _("One of a list")


class DatesBlock(InputBlock):
    """Days between two ends."""

    first = blocks.DateBlock(label=pgettext_lazy("date", "From"))
    last = blocks.DateBlock(label=pgettext_lazy("date", "To"))

    class Meta:
        icon = "date"
        label = _("Dates")


class InputsBlock(blocks.StreamBlock):
    """All inputs."""

    numbers = NumbersBlock()
    choices = ChoicesBlock()
    dates = DatesBlock()


class CheckBlock(blocks.StructBlock):
    """The sentence that the learner reads, and the points."""

    sentence = blocks.CharBlock(
        label=_("Sentence for the learner"),
        max_length=250,
        help_text=_("What is asked for; shown beside the result."),
    )
    points = blocks.FloatBlock(label=_("Points"), default=1, min_value=0.25, max_value=100)


class CellsBlock(CheckBlock):
    """A check about cells of a sheet."""

    sheet = blocks.CharBlock(label=_("Sheet"), max_length=31)
    cells = blocks.RegexBlock(
        r"^\$?[A-Za-z]{1,3}\$?[0-9]{1,5}(:\$?[A-Za-z]{1,3}\$?[0-9]{1,5})?$",
        label=_("Cells"),
        help_text=_("For example B2 or B2:B9."),
    )


class ValueBlock(CellsBlock):
    """Values, worked out anew."""

    expected = blocks.CharBlock(
        label=_("Expected value"),
        max_length=1000,
        help_text=_(
            "A value, or a formula over the start file for the first cell, with English function "
            "names and commas; it is filled on to the other cells."
        ),
    )
    tolerance = blocks.FloatBlock(label=_("Tolerance"), default=0, min_value=0)
    steady = blocks.BooleanBlock(
        label=_("Must hold for other data too"),
        required=False,
        default=True,
        help_text=_("Catches results that were typed in instead of worked out."),
    )

    class Meta:
        icon = "table"
        label = _("Value of cells")
        group = _("Spreadsheet")


class FormulaBlock(CellsBlock):
    """Formulas, of certain functions where named."""

    functions = blocks.CharBlock(
        label=_("One of these functions"),
        required=False,
        max_length=200,
        help_text=_("English names with commas between them, such as SUMIFS, SUMPRODUCT."),
    )

    class Meta:
        icon = "code"
        label = _("Formula in cells")
        group = _("Spreadsheet")


class HeaderBlock(CheckBlock):
    """Names at the head of columns."""

    sheet = blocks.CharBlock(label=_("Sheet"), max_length=31)
    row = blocks.IntegerBlock(label=_("Row"), default=1, min_value=1, max_value=1000)
    column = blocks.IntegerBlock(label=_("First column"), default=1, min_value=1, max_value=200)
    names = blocks.ListBlock(blocks.CharBlock(max_length=100), label=_("Names"), min_num=1)

    class Meta:
        icon = "title"
        label = _("Heading row")
        group = _("Spreadsheet")


class FeatureBlock(CheckBlock):
    """What a sheet is equipped with."""

    sheet = blocks.CharBlock(label=_("Sheet"), max_length=31)
    feature = blocks.ChoiceBlock(label=_("What is checked"), choices=FEATURES)

    class Meta:
        icon = "cogs"
        label = _("Structure of a sheet")
        group = _("Spreadsheet")


class StyleBlock(CellsBlock):
    """How cells look."""

    rule = blocks.ChoiceBlock(label=_("Rule"), choices=RULES)

    class Meta:
        icon = "pilcrow"
        label = _("Format of cells")
        group = _("Spreadsheet")


class ChartBlock(CheckBlock):
    """A chart."""

    sheet = blocks.CharBlock(label=_("Sheet"), max_length=31, required=False)
    kind = blocks.ChoiceBlock(label=_("Kind of chart"), choices=CHARTS, default="any")
    titled = blocks.BooleanBlock(label=_("Must have a title"), required=False, default=True)

    class Meta:
        icon = "image"
        label = _("Chart")
        group = _("Spreadsheet")


class LayoutBlock(CheckBlock):
    """One element of the layout of administrative papers."""

    element = blocks.ChoiceBlock(label=_("Element"), choices=ELEMENTS)
    text = blocks.CharBlock(
        label=pgettext_lazy("paper", "Words"),
        required=False,
        max_length=250,
        help_text=_("For names: the words to look for. {{name}} stands for what was drawn."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Layout by Decree 30/2020")
        group = pgettext_lazy("paper", "Document")


class TextsBlock(CheckBlock):
    """Required words."""

    texts = blocks.ListBlock(
        blocks.CharBlock(max_length=250),
        label=pgettext_lazy("paper", "Words"),
        min_num=1,
        help_text=_("{{name}} stands for what was drawn."),
    )
    cased = blocks.BooleanBlock(label=_("Capitals count"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Required words")
        group = pgettext_lazy("paper", "Document")


class HeadingBlock(CheckBlock):
    """Headings made with styles."""

    level = blocks.IntegerBlock(label=_("Level"), default=1, min_value=1, max_value=4)
    count = blocks.IntegerBlock(label=_("At least"), default=1, min_value=1, max_value=50)
    texts = blocks.ListBlock(
        blocks.CharBlock(max_length=250),
        label=pgettext_lazy("paper", "Words"),
        default=[],
        min_num=0,
    )

    class Meta:
        icon = "h2"
        label = _("Headings by style")
        group = pgettext_lazy("paper", "Document")


class DocumentTableBlock(CheckBlock):
    """A table in a document."""

    names = blocks.ListBlock(
        blocks.CharBlock(max_length=100), label=_("Names"), default=[], min_num=0
    )
    rows = blocks.IntegerBlock(label=_("Rows at least"), default=1, min_value=0, max_value=500)

    class Meta:
        icon = "table"
        label = _("Table")
        group = pgettext_lazy("paper", "Document")


class ChecksBlock(blocks.StreamBlock):
    """All checks."""

    value = ValueBlock()
    formula = FormulaBlock()
    header = HeaderBlock()
    feature = FeatureBlock()
    style = StyleBlock()
    chart = ChartBlock()
    layout = LayoutBlock()
    text = TextsBlock()
    heading = HeadingBlock()
    doc_table = DocumentTableBlock()


OF_DOCUMENTS = frozenset({"layout", "text", "heading", "doc_table"})


def plain(stream: Any) -> list[dict[str, Any]]:
    """The children of a stream as data, each with its id and type."""
    return [
        {"id": child.id, "type": child.block_type, **child.block.get_prep_value(child.value)}
        for child in stream
    ]

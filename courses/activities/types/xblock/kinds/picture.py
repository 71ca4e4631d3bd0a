"""What an author fills in for drag and drop."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from courses.activities.types.xblock.kinds.offered import OfferedBlock
from lms.kit.text import fold

STANDARD, ASSESSMENT = "standard", "assessment"


class ZoneBlock(blocks.StructBlock):
    """A rectangle of the picture, in percent of its width and height."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    description = blocks.CharBlock(
        label=_("Description"),
        max_length=250,
        help_text=_("Read to those who do not see the picture."),
    )
    left = blocks.IntegerBlock(label=_("From the left (%)"), min_value=0, max_value=99)
    top = blocks.IntegerBlock(label=_("From the top (%)"), min_value=0, max_value=99)
    width = blocks.IntegerBlock(label=_("Width (%)"), min_value=1, max_value=100)
    height = blocks.IntegerBlock(label=_("Height (%)"), min_value=1, max_value=100)

    def clean(self, value: Any) -> Any:
        """A zone lies within the picture."""
        cleaned = super().clean(value)
        outside = gettext("The zone reaches beyond the picture.")
        errors = {}
        if cleaned["left"] + cleaned["width"] > 100:
            errors["width"] = ValidationError(outside)
        if cleaned["top"] + cleaned["height"] > 100:
            errors["height"] = ValidationError(outside)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "crosshairs"
        label = _("Zone")


class ThingBlock(blocks.StructBlock):
    """A thing to put in its place."""

    text = blocks.CharBlock(label=_("Text"), max_length=150)
    zones = blocks.CharBlock(
        label=_("Belongs to"),
        required=False,
        max_length=500,
        help_text=_("Titles of zones, by semicolons; empty: it belongs nowhere."),
    )
    right = blocks.CharBlock(label=_("Said when it is right"), required=False, max_length=300)
    wrong = blocks.CharBlock(label=_("Said when it is wrong"), required=False, max_length=300)

    class Meta:
        icon = "tag"
        label = _("Thing")


class DragBlock(OfferedBlock):
    """A picture, its zones, and the things that belong to them."""

    block_type = "drag-and-drop-v2"

    introduction = blocks.TextBlock(label=_("What to do"), max_length=1000, rows=2)
    picture = ImageChooserBlock(label=_("Image"))
    picture_alt = blocks.CharBlock(label=_("Alternative text"), max_length=500)
    zones = blocks.ListBlock(ZoneBlock(), label=_("Zones"), min_num=1, max_num=20)
    items = blocks.ListBlock(ThingBlock(), label=_("Things"), min_num=1, max_num=40)
    mode = blocks.ChoiceBlock(
        label=_("Feedback"),
        choices=[
            (STANDARD, _("at once, thing by thing")),
            (ASSESSMENT, _("when all is handed in")),
        ],
        default=STANDARD,
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts"),
        default=0,
        min_value=0,
        max_value=20,
        help_text=_("0: as many as one likes. Counted where all is handed in."),
    )
    pass_percentage = blocks.IntegerBlock(
        label=_("Needed (%)"), default=100, min_value=1, max_value=100
    )
    feedback_start = blocks.CharBlock(
        label=_("Said at the beginning"), required=False, max_length=300
    )
    feedback_finish = blocks.CharBlock(label=_("Said at the end"), required=False, max_length=300)
    shows_labels = blocks.BooleanBlock(
        label=_("Show the titles of the zones"), required=False, default=True
    )
    shows_borders = blocks.BooleanBlock(
        label=_("Show the borders of the zones"), required=False, default=True
    )

    def clean(self, value: Any) -> Any:
        """Titles tell zones apart, and things name zones that are there."""
        cleaned = super().clean(value)
        titles = [fold(zone["title"]) for zone in cleaned["zones"]]
        named = {title for item in cleaned["items"] for title in zone_titles(item["zones"])}
        errors = {}
        if len(set(titles)) != len(titles):
            errors["zones"] = ValidationError(gettext("Two zones have the same title."))
        elif named - set(titles):
            known = "; ".join(zone["title"] for zone in cleaned["zones"])
            sentence = gettext("A thing names a zone that is not there. The zones are: %(titles)s.")
            errors["items"] = ValidationError(sentence % {"titles": known})
        elif not named:
            errors["items"] = ValidationError(gettext("At least one thing must belong to a zone."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "draft"
        label = _("Drag and drop on a picture")
        group = _("Activities")


def zone_titles(text: str | None) -> list[str]:
    """The titles in an author's list, in the form in which they are compared."""
    parts = [fold(part.strip()) for part in (text or "").split(";")]
    return [part for part in parts if part]


def in_size(image: AbstractImage, spec: str) -> AbstractRendition:
    """The image in one size, made once; Wagtail's own way leaves the new file open."""
    wanted = Filter(spec=spec)
    key = {"filter_spec": spec, "focal_point_key": wanted.get_cache_key(image)}
    found = image.renditions.filter(**key).first()
    if found is not None:
        return found
    with image.generate_rendition_file(wanted) as made:
        return image.renditions.get_or_create(**key, defaults={"file": made})[0]

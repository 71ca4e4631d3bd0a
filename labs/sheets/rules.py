"""Pure answers: what can be undone, what becomes of a cell that is copied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from labs.sheets.errors import EditRefused
from labs.sheets.models import CellKind
from labs.sheets.places import Box, name


@dataclass(frozen=True)
class Stacks:
    """Numbers of the edits that hold and that were undone, each with the next one last."""

    done: tuple[int, ...]
    undone: tuple[int, ...]


def stacks(history: Iterable[tuple[int, str]]) -> Stacks:
    """What undo and redo come to; a new edit leaves nothing to be done again."""
    done: list[int] = []
    undone: list[int] = []
    for number, kind in history:
        if kind == "undo":
            undone.append(done.pop())
        elif kind == "redo":
            done.append(undone.pop())
        else:
            done.append(number)
            undone = []
    return Stacks(tuple(done), tuple(undone))


def shifted(kind: str, text: str, origin: str, place: str) -> str:
    """The content at another place: relative references of a formula move along.

    A formula that cannot be read is copied as it stands.
    """
    if kind != CellKind.FORMULA or origin == place:
        return text
    try:
        return Translator(text, origin=origin).translate_formula(place)
    except TranslatorError as error:
        raise EditRefused(_("Moved there, the formula would point outside the sheet.")) from error
    except TokenizerError:
        return text


def tiled(source: Box, target: Box) -> Iterator[tuple[str, str]]:
    """(from, to) for each cell: a target smaller than the source takes all of it."""
    height, width = source[2] - source[0] + 1, source[3] - source[1] + 1
    bottom = max(target[2], target[0] + height - 1)
    right = max(target[3], target[1] + width - 1)
    for row in range(target[0], bottom + 1):
        for column in range(target[1], right + 1):
            down, across = (row - target[0]) % height, (column - target[1]) % width
            yield name(source[0] + down, source[1] + across), name(row, column)

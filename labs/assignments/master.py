"""The author's notebook (nbgrader's format, schema 3) and the learner's version made from it."""

import ast
import copy
import json
import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from labs.assignments.autotest import expanded, has_autotest, told
from labs.assignments.classes import written
from labs.assignments.definitions import definitions
from labs.assignments.errors import MasterInvalid
from labs.assignments.notebook import Cell, NotANotebook, cells, load, read_cell
from lms.kit.text import whole_characters

CODE_STUB = "# Anh/chị viết mã vào đây\nraise NotImplementedError()"
TEXT_STUB = "Anh/chị viết câu trả lời vào đây"
TOO_DEEP = (MemoryError, RecursionError)  # what Python says of code nested without end
_NBGRADER_STUBS = ("# YOUR CODE HERE\nraise NotImplementedError()", "YOUR ANSWER HERE")

_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION.*?^[ \t]*### END SOLUTION[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS.*?^[ \t]*### END HIDDEN TESTS[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)")


@dataclass(frozen=True, kw_only=True)
class Master:
    """An author's notebook that passed every check of `read_master`."""

    data: dict[str, Any]
    cells: tuple[Cell, ...]

    @property
    def max_score(self) -> float:
        """All points, those given by hand included."""
        return sum(cell.points for cell in self.cells if cell.grade or cell.task)

    @property
    def checked_score(self) -> float:
        """The points that checks give."""
        return sum(cell.points for cell in self.cells if cell.is_check)

    @property
    def is_rehearsed(self) -> bool:
        """Whether a check compares with what the author's own solution gives."""
        return any(has_autotest(cell.source) for cell in self.cells)

    def written(self) -> dict[str, dict[str, Any]]:
        """The classes that the author's own solution writes, and the objects that it makes."""
        return written(
            cell.source
            for cell in self.cells
            if cell.is_code and not cell.is_check and not cell.is_given
        )

    def authored(self) -> dict[str, list[str]]:
        """Names the author defines in locked cells or imports anywhere, each with its statements.

        Checks take these from the author, never from the learner's session.
        """
        found: dict[str, list[str]] = {}
        for place, cell in enumerate(self.cells):
            if cell.is_code and not cell.is_check:
                made_by = definitions(cell, place, imports_only=not cell.is_given)
                for name, made in made_by.items():
                    found.setdefault(name, []).extend(made)
        return found

    def is_blank(self, cell: Cell, source: str) -> bool:
        """Whether an answer is still what the learner was given."""
        code, text = (CODE_STUB, _NBGRADER_STUBS[0]), (TEXT_STUB, _NBGRADER_STUBS[1])
        stubs = code if cell.is_code else text
        given = {_squeezed(clear_solution(cell, stub)) for stub in stubs}
        return _squeezed(source) in given | {""}

    def heading_of(self, cell: Cell) -> str:
        """The heading under which a cell stands; with its id where another answer stands there."""
        found = self._headings()
        heading = found.get(cell.grade_id, "")
        if list(found.values()).count(heading) > 1:
            return f"{heading} ({cell.grade_id})" if heading else ""
        return heading

    def _headings(self) -> dict[str, str]:
        """The last heading above each cell that a person marks; a task begins with its own."""
        found: dict[str, str] = {}
        last = ""
        for cell in self.cells:
            if cell.kind == "markdown" and not cell.solution:
                last = next(iter(_HEADING.findall(_FENCED.sub("", cell.source))[::-1]), last)
            if cell.is_by_hand:
                found[cell.grade_id] = last.strip()[:200]
        return found

    def learner_version(self, *, hand_in: str = "") -> bytes:
        """The notebook for learners: no solution, no hidden test, no output, safe ids.

        `hand_in` is where the lab's button leads, as a path of the site.
        """
        data = copy.deepcopy(self.data)
        data["nbformat_minor"] = 5
        data["cells"] = [_learner_cell(raw, n) for n, raw in enumerate(data["cells"])]
        data["metadata"] = _learner_metadata(data.get("metadata"))
        if hand_in:
            data["metadata"]["lms"] = {"hand_in": hand_in}
        return whole_characters(json.dumps(data, ensure_ascii=False, indent=1)).encode()


def read_master(content: bytes) -> Master:
    """Parse and check an author's notebook; `MasterInvalid` says what to mend."""
    try:
        data = load(content)
    except NotANotebook as error:
        raise MasterInvalid(_("This file is not a Jupyter notebook (.ipynb).")) from error
    found = tuple(cells(data))
    doubles = [name for name, n in Counter(cell.grade_id for cell in found).items() if n > 1]
    if any(doubles):
        name = next(name for name in doubles if name)
        raise MasterInvalid(_("Two cells have the id %(id)s.") % {"id": name})
    for cell in found:
        _check_cell(cell)
    if not any(cell.is_check or cell.is_by_hand for cell in found):
        raise MasterInvalid(_("No cell of this notebook gives points."))
    master = Master(data=data, cells=found)
    try:
        master.authored()
    except TOO_DEEP as error:
        raise MasterInvalid from error
    return master


def clear_solution(cell: Cell, stub: str) -> str:
    """The source of an answer cell with the author's solution replaced by `stub`."""

    def indented(match: re.Match[str]) -> str:
        indent = match["indent"]
        return "".join(f"{indent}{line}\n" for line in stub.splitlines())

    if not cell.solution:
        return cell.source
    cleared, count = _SOLUTION.subn(indented, cell.source)
    return cleared if count else stub


def check_source(cell: Cell) -> str:
    """A check's code without the markers around its hidden part, AUTOTEST lines written out."""
    lines = expanded(cell.source).splitlines()
    return "\n".join(line for line in lines if not _MARKER.search(line))


def has_hidden(cell: Cell) -> bool:
    """Whether learners do not read all of a check."""
    return _HIDDEN.search(cell.source) is not None


def title_of(cell: Cell) -> str:
    """What a check is called: the first line of the string it begins with."""
    text = ast.get_docstring(ast.parse(check_source(cell))) or ""
    return text.strip().partition("\n")[0][:200]


def _check_cell(cell: Cell) -> None:
    place = {"id": cell.grade_id or "?"}
    if (cell.grade or cell.solution or cell.task) and not cell.grade_id:
        raise MasterInvalid(_("A graded cell has no id."))
    marks = [f"{one} {two}" for one, two in _MARKER.findall(cell.source)]
    pairs = [("BEGIN SOLUTION", "END SOLUTION"), ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")]
    if not all(marks[n : n + 2] in [list(pair) for pair in pairs] for n in range(0, len(marks), 2)):
        raise MasterInvalid(_("Cell %(id)s: a BEGIN or END marker is missing.") % place)
    if has_autotest(cell.source) and not cell.is_check:
        raise MasterInvalid(_("Cell %(id)s: AUTOTEST belongs in a cell that gives points.") % place)
    if cell.is_check:
        try:
            ast.parse(check_source(cell))
        except (SyntaxError, ValueError, *TOO_DEEP) as error:
            raise MasterInvalid(_("Cell %(id)s: the check is not valid Python.") % place) from error


def _learner_cell(raw: dict[str, Any], number: int) -> dict[str, Any]:
    cell = read_cell(raw)
    name = cell.grade_id or cell.id or f"cell-{number}"
    raw["id"] = sha256(name.encode()).hexdigest()[:16]
    cleared = clear_solution(cell, CODE_STUB if cell.is_code else TEXT_STUB)
    raw["source"] = told(_HIDDEN.sub("", cleared))
    given = raw.get("metadata")
    metadata = raw["metadata"] = dict(given) if isinstance(given, dict) else {}
    if cell.is_code:
        raw["outputs"], raw["execution_count"] = [], None
    if cell.grade_id:
        metadata["deletable"] = False
        metadata["editable"] = cell.solution and not cell.locked
    return raw


def _learner_metadata(metadata: Any) -> dict[str, Any]:
    """Only the kernel's own part of it."""
    given = metadata if isinstance(metadata, dict) else {}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"kernelspec": kernel, "language_info": given.get("language_info", {"name": "python"})}


def _squeezed(source: str) -> str:
    return "".join(source.split())

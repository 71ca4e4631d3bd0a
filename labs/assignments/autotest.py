"""nbgrader's AUTOTEST lines: the author names an expression, the author's own solution its value.

Nothing is written into the notebook: the value is worked out at each grading, in the checks' box,
by running the author's cells (`labs/grading/inside/rehearsal.py`). A HASHED one, which in nbgrader
hides the value from whoever opens the notebook, is therefore the same.
"""

import ast
import re

_LINE = re.compile(
    r"^(?P<indent>[ \t]*)###\s*(?:HASHED\s+)?AUTOTEST\b(?P<code>[^\n]*)$", re.MULTILINE
)
_HIDDEN = re.compile(r"### (BEGIN|END) HIDDEN TESTS")


def has_autotest(source: str) -> bool:
    """Whether a cell holds such a line."""
    return _LINE.search(source) is not None


def expanded(source: str) -> str:
    """The check with `lab.same(…)` in place of each line; `SyntaxError` for what is no expression.

    The expression inside a hidden part is never told to the learner.
    """
    lines, hidden = [], False
    for line in source.split("\n"):
        if (mark := _HIDDEN.search(line)) is not None:
            hidden = mark[1] == "BEGIN"
        lines.append(_LINE.sub(lambda match: _calls(match, hidden=hidden), line))  # noqa: B023  # called at once
    return "\n".join(lines)


def told(source: str) -> str:
    """The cell as learners read it: what will be looked at, as a comment."""
    return _LINE.sub(lambda match: f"{match['indent']}# Sẽ được chấm:{match['code']}", source)


def _calls(match: re.Match[str], *, hidden: bool) -> str:
    calls = [
        f"lab.same({expression!r}, told={not hidden})" for expression in _expressions(match["code"])
    ]
    return match["indent"] + "; ".join(calls)


def _expressions(code: str) -> list[str]:
    statements = ast.parse(code.strip()).body
    if not statements or not all(isinstance(one, ast.Expr) for one in statements):
        raise SyntaxError(code)
    return [ast.unparse(one) for one in statements]

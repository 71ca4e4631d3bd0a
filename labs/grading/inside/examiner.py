"""Run the author's checks, with the learner's names reached from afar.

Each check is ordinary Python. A name that the author's own cells define is the author's; any
other is asked for in the learner's kernel: functions are called there, and plain values come
back here, where they are compared. So a check never runs where the learner could read or bend
it. What a check may use besides: `lab`, with data drawn anew for each attempt.

Protocol: one JSON object a line. In: the desk, then checks, each with the author's cells before it
where their values are needed (else null). Out: questions, then a verdict.
"""

import ast
import numbers
import os
import shutil
import sys
from typing import Any

from bounds import GIVEN, Exhausted, TooLarge, limited
from desk import Desk, FileMissing, Lab, Names
from files import Files
from line import Line, NotGiven
from looks import fit_unittest, looking
from rehearsal import Differs, Expected, NothingExpected, Rehearsal


def check(
    desk: Desk, source: str, expected: Expected, files: Files, *, hidden: bool
) -> dict[str, Any]:
    """Run one check and say what came of it; a `hidden` one's values are not in what it says."""
    desk.line.begin()
    try:
        with limited(), files.in_force():
            part = _run(desk, source)
        if desk.line.refused is not None:  # and something held it back
            raise desk.line.refused
        expected.require_all()
        return {"verdict": "ok", "part": part}
    except Exhausted:  # over what the learner's things said, unless it asked for none
        return {"verdict": "timeout" if desk.line.told else "system"}
    except Exception as error:  # noqa: BLE001  # whatever the author's or the learner's code raises
        return _verdict(error, desk.line, hidden=hidden)


def _verdict(error: Exception, line: Line, *, hidden: bool) -> dict[str, Any]:
    """What an error says of the answer; it may have been raised in the learner's session."""
    there = error is line.raised
    state, name = "error" if there else "wrong", type(error).__name__
    if isinstance(error, AssertionError) and not isinstance(error, FileMissing | Differs):
        told = there or not hidden or _is_the_author_s(error)
        reason = "beside_data" if line.declined and not there else ""
        return {"verdict": state, "reason": reason, "text": str(error)[:1000] if told else ""}
    if error is line.refused:
        return {"verdict": state, "reason": "beside_data"}
    other = {"verdict": state, "reason": name, "text": str(error)[:300] if there else ""}
    return _by_kind(error, there) or other


def _by_kind(error: Exception, there: bool) -> dict[str, Any] | None:
    """Of errors that are known: what the check could not have, or what was not as expected."""
    if isinstance(error, TooLarge):
        return {"verdict": "memory"}
    if isinstance(error, NothingExpected):
        return {"verdict": "system"}
    if isinstance(error, NotGiven):
        return {"verdict": "system", "reason": "not_given", "text": str(error)[:300]}
    if isinstance(error, FileMissing | Differs):
        return {"verdict": "wrong", "reason": error.reason, "text": str(error)[:300]}
    if isinstance(error, FileNotFoundError) and not there:
        missing = str(error.filename or "")[:300]
        return {"verdict": "wrong", "reason": FileMissing.reason, "text": missing}
    return None


def _is_the_author_s(error: BaseException) -> bool:
    """Whether an assert of the author's says it, not a library that tells what it compared."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename in ("check", "<string>")


def _run(desk: Desk, source: str) -> float | None:
    """Execute a check; its last expression says how many points: a number, or all or nothing."""
    tree = desk.line.tree = looking(ast.parse(source))
    if "unittest" in source:
        fit_unittest()
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    try:
        exec(compile(tree, "check", "exec"), desk)  # noqa: S102  # the author's check
        if not isinstance(last, ast.Expr):
            return None
        expression = compile(ast.Expression(last.value), "check", "eval")
        return _part(eval(expression, desk))  # noqa: S307  # as above
    except SystemExit as ended:  # as `unittest.main` ends
        return 0.0 if ended.code else None


def _part(value: Any) -> float | None:
    """Points named by a number; by what is true or not, as by tests that ran, all or nothing."""
    if type(value).__name__ in ("bool", "bool_"):  # numpy's too
        return None if value else 0.0
    unittest = sys.modules.get("unittest")
    if unittest is not None:
        result = value.result if isinstance(value, unittest.TestProgram) else value
        if isinstance(result, unittest.TestResult):
            return None if result.testsRun and result.wasSuccessful() else 0.0
    return float(value) if isinstance(value, numbers.Real) else None


def main() -> None:
    """Serve checks until the grader hangs up."""
    line = Line(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"))
    nowhere = open(os.devnull, "w", errors="replace")  # noqa: SIM115  # for the process's life
    sys.stdout = sys.stderr = nowhere
    opening = line.receive()
    if os.path.isdir(GIVEN):
        shutil.copytree(GIVEN, os.getcwd(), dirs_exist_ok=True)
    desk, rehearsal = Desk(line, opening["authored"], opening["written"]), Rehearsal()
    sys.modules["__main__"], files = Names(desk), Files(line)
    line.send({"ready": True})
    while (asked := line.receive()) is not None:
        source, seed = asked["check"], asked["seed"]
        if asked["before"] is not None:
            rehearsal.run(asked["before"], source, Lab(rehearsal, seed, rehearsal.note))
        expected = Expected(rehearsal, desk)
        dict.__setitem__(desk, "lab", Lab(line, seed, expected.compare))
        line.send(check(desk, source, expected, files, hidden=asked["hidden"]))


if __name__ == "__main__":
    main()

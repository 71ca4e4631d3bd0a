"""What was seen to work, content type by content type; all else carries "not yet tested"."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tested:
    """The facts of one type: saved work comes back, the server marks, the keyboard is enough."""

    restores: bool = False
    marked: bool = False
    keyboard: bool = False


TESTED = {
    "H5P.ProcedureOrder": Tested(restores=True, marked=True, keyboard=True),
    "H5P.DossierCheck": Tested(restores=True, marked=True, keyboard=True),
    "H5P.MultiChoice": Tested(restores=True, marked=True),
    "H5P.TrueFalse": Tested(marked=True),
    "H5P.Blanks": Tested(restores=True, marked=True),
    "H5P.DragText": Tested(restores=True, marked=True, keyboard=True),
    "H5P.SingleChoiceSet": Tested(marked=True),
    "H5P.Summary": Tested(marked=True),
    "H5P.QuestionSet": Tested(marked=True),
    "H5P.Column": Tested(marked=True),
    "H5P.Accordion": Tested(),
    "H5P.Dialogcards": Tested(),
}

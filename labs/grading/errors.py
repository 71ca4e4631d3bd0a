"""Why a grading could not take place."""

from django.utils.translation import gettext_lazy as _

from lms.kit.errors import DomainError


class SandboxMissing(DomainError):
    """The machine cannot box a learner's code; the message says what to install."""

    status = 503
    sentence = _("Practice work cannot be run safely on this machine.")


class SubmissionBroken(DomainError):
    """What was handed in is not a notebook."""

    sentence = _("This file is not a Jupyter notebook (.ipynb), or it is damaged.")


class KernelDied(Exception):
    """The learner's kernel ended, or stopped answering, before it was asked to."""


class GradingFault(Exception):
    """The grader itself failed: to be tried again, never held against the learner."""


class ExaminerEnded(GradingFault):
    """The examiner itself ended under a check."""

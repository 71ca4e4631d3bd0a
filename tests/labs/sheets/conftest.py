"""The same learner and lab as those of files."""

from tests.labs.files.conftest import browser_of, lab, learner

__all__ = ["browser_of", "lab", "learner"]

"""The same trainers as those of the submissions."""

from tests.labs.submissions.conftest import stranger, trainer

__all__ = ["stranger", "trainer"]

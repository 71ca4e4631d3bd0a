"""The site's address, and the statement that courses declare."""

import pytest

from lms.records import kinds
from lms.records.verbs import Verb


@pytest.fixture(autouse=True)
def site_url(settings: pytest.FixtureRequest) -> None:
    settings.SITE_URL = "https://daotao.example.vn"


@pytest.fixture(autouse=True)
def course_satisfied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Courses declare this kind; where they are not loaded the tests do."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    if not kinds.is_declared(Verb.SATISFIED, "course"):
        kinds.declare(Verb.SATISFIED, "course", purpose="Test of papers", keep_months=1)

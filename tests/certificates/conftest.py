"""A key for badges, and the statement that courses declare."""

import pytest

from lms.records import kinds
from lms.records.verbs import Verb

SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"


@pytest.fixture(autouse=True)
def badge_key(settings: pytest.FixtureRequest) -> None:
    settings.BADGE_KEY = SEED
    settings.SITE_URL = "https://daotao.example.vn"


@pytest.fixture(autouse=True)
def course_satisfied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Courses declare this kind; where they are not loaded the tests do."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    if not kinds.is_declared(Verb.SATISFIED, "course"):
        kinds.declare(Verb.SATISFIED, "course", purpose="Test of papers", keep_months=1)
